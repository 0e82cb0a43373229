/*
 * The translator's desk: what is typed is kept while it is typed, and the keyboard is enough.
 *
 * Without this script the same form has a button that saves. Nothing that was typed is lost: while it cannot be sent it
 * is kept in this browser, and sent when that works again.
 */
(() => {
  const REST = 800;
  const AGAIN = 5000;
  const PREVIEW_REST = 600;
  const DONE = ["done", "kept", "locked"];

  /* One part: its box, what the server has of it, and what is on its way there. */
  class Part {
    constructor(element, desk) {
      this.element = element;
      this.desk = desk;
      this.textarea = element.querySelector("textarea");
      this.formatted = "markup" in element.dataset ? new window.FormattedBox(element, desk.words) : null;
      this.version = element.querySelector("input[name^=version-]");
      this.was = element.querySelector("input[name^=was-]");
      this.because = element.querySelector("[name^=reason-]");
      this.saved = this.value;
      this.storageKey = `beacons-desk-${desk.keyValue}-${element.dataset.part}`;
    }

    get box() {
      return this.formatted ? this.formatted.box : this.textarea;
    }

    get value() {
      return this.textarea.value.trim();
    }

    set value(text) {
      if (this.formatted) this.formatted.value = text;
      else this.textarea.value = text;
    }

    get state() {
      return this.element.dataset.state;
    }

    get isDone() {
      return DONE.includes(this.state);
    }

    get isUnsaved() {
      return this.value !== this.saved;
    }

    get isLast() {
      return this.desk.parts.at(-1) === this;
    }

    connect() {
      this.textarea.addEventListener("input", () => this.typed());
      this.box.addEventListener("blur", () => this.isUnsaved && this.save());
      const copy = this.element.querySelector("[data-copy]");
      copy.hidden = false;
      copy.addEventListener("click", () => this.copyEnglish());
      for (const button of this.element.querySelectorAll("[data-done], [data-correct]")) {
        button.addEventListener("click", (event) => {
          event.preventDefault();
          this.finish();
        });
      }
      // A press on a tool leaves the caret where it is.
      for (const place of this.element.querySelectorAll(".part__tools, [data-help]")) {
        place.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
      }
      for (const line of this.element.querySelectorAll(".part__findings [data-insert]")) this.offerInsert(line);
      this.element.addEventListener("focusin", () => this.loadHelp());
      this.element.querySelector("[data-help]").addEventListener("click", ({ target }) => {
        const button = target.closest("button");
        if (button?.dataset.use !== undefined) this.use(button.dataset.use);
        else if (button?.dataset.insert !== undefined) this.insert(button.dataset.insert);
      });
      this.because.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        this.finish();
      });
      const kept = localStorage.getItem(this.storageKey);
      if (kept !== null && kept !== this.value) {
        this.value = kept;
        this.save();
      }
    }

    typed() {
      clearTimeout(this.resting);
      localStorage.setItem(this.storageKey, this.value);
      this.resting = setTimeout(() => this.save(), REST);
    }

    copyEnglish() {
      this.value = this.textarea.dataset.english;
      this.typed();
      this.box.focus();
    }

    /* Say that this part is done, and go to the next one that is not. */
    async finish() {
      const isKept = await this.save({ done: true });
      if (isKept && !this.isDone) this.box.focus();
      if (!isKept || this.isDone) this.desk.goToNext(this, (part) => !part.isDone);
    }

    /* Send what stands in the box; one request of a part at a time. Return whether the server has it. */
    save({ done = false } = {}) {
      clearTimeout(this.resting);
      this.sending = (this.sending ?? Promise.resolve()).then(() => this.send(done));
      return this.sending;
    }

    async send(done) {
      const text = this.value;
      if (!done && text === this.saved) return true;
      const body = new FormData();
      body.set("text", text);
      body.set("version", this.version.value);
      if (done) {
        body.set("done", "1");
        body.set("reason", this.because.value);
      }
      let answer;
      let said;
      try {
        answer = await fetch(this.element.dataset.url, {
          method: "POST",
          headers: { "X-CSRFToken": this.desk.token, "X-Requested-With": "XMLHttpRequest" },
          body,
        });
        said = await answer.json();
      } catch {
        return this.failed();
      }
      if (answer.status === 409 && said.text !== undefined) this.showConflict(said);
      else if (answer.status === 409 || answer.status === 410) {
        this.showFindings([{ level: "error", message: said.message }], "");
      }
      else if (!answer.ok || said.version === undefined) return this.failed();
      else this.keep(text, said);
      this.desk.saved(this);
      return answer.ok;
    }

    keep(text, said) {
      this.saved = text;
      this.was.value = text;
      this.version.value = said.version;
      if (this.value === text) localStorage.removeItem(this.storageKey);
      this.element.dataset.state = said.state;
      this.element.querySelector("[data-word]").textContent = said.word;
      this.element.querySelector(".part__conflict")?.remove();
      this.showFindings(said.findings, said.reason);
      this.desk.showProgress();
    }

    failed() {
      this.desk.showUnsaved();
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.save(), AGAIN);
      return false;
    }

    /* What the checks say, each in a line, with what mends it. */
    showFindings(findings, reason) {
      const words = this.desk.words;
      const place = this.element.querySelector(".part__findings");
      const isError = findings.some(({ level }) => level === "error") && !reason;
      place.replaceChildren(...findings.map((finding) => this.line(finding)));
      if (reason) {
        const said = document.createElement("p");
        said.className = "part__reason";
        said.textContent = words.accepted.replace("%(reason)s", reason);
        place.append(said);
      }
      this.element.querySelector("[data-because]").hidden = !isError;
      this.element.dataset.findings = isError ? "error" : findings.length && !reason ? "warning" : "none";
    }

    line({ level, message, insert }) {
      const line = document.createElement("p");
      Object.assign(line.dataset, { test: "check", level, insert: insert ?? "" });
      line.textContent = message;
      this.offerInsert(line);
      return line;
    }

    offerInsert(line) {
      const text = line.dataset.insert;
      if (!text) return;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = this.desk.words.insert.replace("%(text)s", text.replace(/<[^>]+>/g, ""));
      button.addEventListener("click", () => this.insert(text));
      line.append(" ", button);
    }

    /* Put a text where the caret is; a link or a format comes with its own tool. */
    insert(text) {
      const id = text.match(/^<a id="([^"]+)"/)?.[1];
      this.box.focus();
      if (id && this.formatted) this.formatted.wrap("a", id);
      else document.execCommand("insertText", false, text.replace(/<[^>]+>/g, ""));
    }

    use(text) {
      this.value = text;
      this.typed();
      this.box.focus();
    }

    /* Earlier translations, words of the glossary, the other language: asked for when somebody comes here. */
    async loadHelp(words = "") {
      if (this.hasHelp && !words) return;
      this.hasHelp = true;
      try {
        const query = words ? `?${new URLSearchParams({ words })}` : "";
        const answer = await fetch(`${this.element.dataset.url}help/${query}`);
        if (!answer.ok || answer.redirected) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        this.element.querySelector("[data-help]").replaceChildren(...page.body.childNodes);
      } catch {
        this.hasHelp = false;
      }
    }

    useOffer() {
      const offer = this.element.querySelector("[data-help] .help__offers [data-use]");
      if (offer) this.use(offer.dataset.use);
    }

    findSelected() {
      const words = document.getSelection().toString().trim();
      if (words) this.loadHelp(words);
    }

    /* Both texts are there to choose from, and both are in the history. */
    showConflict({ message, text, version }) {
      this.element.querySelector(".part__conflict")?.remove();
      const words = this.desk.words;
      const conflict = document.createElement("div");
      conflict.className = "part__conflict";
      conflict.setAttribute("role", "status");
      const theirs = document.createElement("div");
      Object.assign(theirs, { lang: this.textarea.lang, dir: this.textarea.dir, textContent: text });
      const said = document.createElement("p");
      said.textContent = message;
      conflict.append(said, theirs);
      const choose = (label, act) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", className: "button button-small button-secondary", textContent: label });
        button.addEventListener("click", () => {
          this.version.value = version;
          conflict.remove();
          act();
          this.box.focus();
        });
        conflict.append(button);
      };
      choose(words.useMine, () => this.save());
      choose(words.useTheirs, () => {
        this.value = text;
        this.saved = this.value;
        localStorage.removeItem(this.storageKey);
      });
      this.textarea.after(conflict);
    }
  }

  class DeskController extends window.StimulusModule.Controller {
    static targets = [
      "part",
      "progress",
      "filters",
      "find",
      "keys",
      "keysButton",
      "memory",
      "unsaved",
      "save",
      "preview",
    ];
    static values = { key: String, open: Boolean };

    connect() {
      this.words = JSON.parse(document.getElementById("desk-words").textContent);
      this.token = this.element.querySelector("[name=csrfmiddlewaretoken]").value;
      this.parts = this.partTargets.map((element) => new Part(element, this));
      this.element.classList.add("desk--ready");
      this.connectFilters();
      if (!this.openValue) return;
      this.parts.forEach((part) => part.connect());
      if (this.hasSaveTarget) this.saveTarget.hidden = true;
      // Before anything of the browser or of Wagtail takes the key.
      this.element.addEventListener("keydown", (event) => this.key(event), true);
      window.addEventListener("beforeunload", (event) => this.parts.some((part) => part.isUnsaved) && event.preventDefault());
      this.element.querySelector("form").addEventListener("submit", (event) => this.submit(event));
    }

    /* What is still on its way arrives first. */
    async submit(event) {
      if (this.isSubmitting || !this.parts.some((part) => part.isUnsaved)) return;
      event.preventDefault();
      await Promise.all(this.parts.map((part) => part.isUnsaved && part.save()));
      this.isSubmitting = true;
      event.target.requestSubmit(event.submitter);
    }

    connectFilters() {
      this.filtersTarget.hidden = false;
      this.filtersTarget.addEventListener("click", ({ target }) => {
        const button = target.closest("[data-filter]");
        if (button) this.filter(button.dataset.filter);
      });
      this.findTarget.addEventListener("input", () => this.filter());
      this.keysButtonTarget.addEventListener("click", () => this.toggleKeys());
      if (this.hasMemoryTarget) this.memoryTarget.addEventListener("click", () => this.confirmMemory());
      this.count();
    }

    matches(part, name) {
      if (name === "to-do") return !part.isDone;
      if (name === "memory") return part.state === "memory";
      if (name === "changed") return part.state === "changed";
      if (name === "findings") return part.element.dataset.findings !== "none";
      return true;
    }

    filter(name = this.filterName ?? "all") {
      this.filterName = name;
      const wanted = this.findTarget.value.trim().toLocaleLowerCase();
      for (const button of this.filtersTarget.querySelectorAll("[data-filter]")) {
        button.setAttribute("aria-pressed", String(button.dataset.filter === name));
      }
      for (const part of this.parts) {
        const text = `${part.element.querySelector(".part__source").textContent} ${part.box.textContent} ${part.value}`;
        part.element.hidden = !this.matches(part, name) || !text.toLocaleLowerCase().includes(wanted);
      }
    }

    count() {
      for (const place of this.filtersTarget.querySelectorAll("[data-count]")) {
        place.textContent = this.parts.filter((part) => this.matches(part, place.dataset.count)).length;
      }
      if (this.hasMemoryTarget) this.memoryTarget.hidden = !this.parts.some(({ state }) => state === "memory");
    }

    showProgress() {
      const left = this.parts.filter((part) => !part.isDone);
      const words = left.reduce((sum, part) => sum + Number(part.element.dataset.words), 0);
      const done = this.words.progress.replace("%(done)s", this.parts.length - left.length);
      this.progressTarget.textContent =
        `${done.replace("%(total)s", this.parts.length)} · ${this.words.wordsLeft.replace("%(words)s", words)}`;
      this.count();
    }

    showUnsaved() {
      this.unsavedTarget.textContent = this.words.unsaved;
      this.unsavedTarget.hidden = false;
    }

    saved() {
      this.unsavedTarget.hidden = true;
      if (!this.hasPreviewTarget) return;
      clearTimeout(this.previewing);
      this.previewing = setTimeout(() => this.refreshPreview(), PREVIEW_REST);
    }

    /* The new page takes the place of the old one where the reader was. */
    async refreshPreview() {
      const frame = this.previewTarget.contentDocument;
      if (!frame?.querySelector("main")) return;
      try {
        const answer = await fetch(this.previewTarget.src);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const main = page.querySelector("main");
        if (answer.ok && main) frame.querySelector("main").replaceWith(frame.adoptNode(main));
      } catch {
        // The line above the list says that the network is gone.
      }
    }

    selectedPart() {
      const node = document.getSelection().anchorNode;
      return this.parts.find((part) => part.element.contains(node));
    }

    /* Say of all that came from memory, and was looked at, that it is done. */
    async confirmMemory() {
      for (const part of this.parts.filter(({ state }) => state === "memory")) await part.save({ done: true });
    }

    toggleKeys() {
      this.keysTarget.hidden = !this.keysTarget.hidden;
      this.keysButtonTarget.setAttribute("aria-expanded", String(!this.keysTarget.hidden));
    }

    goToNext(from, isWanted) {
      const index = this.parts.indexOf(from);
      const order = [...this.parts.slice(index + 1), ...this.parts.slice(0, Math.max(index, 0))];
      const next = order.find((part) => isWanted(part) && !part.element.hidden);
      (next ?? from)?.box.focus();
    }

    step(from, by, isWanted) {
      const visible = this.parts.filter((part) => !part.element.hidden && (part === from || isWanted(part)));
      const next = visible[visible.indexOf(from) + by];
      next?.box.focus();
    }

    /* By the place of the key, not by what it writes: the same on an Arabic keyboard. */
    key(event) {
      const { code, altKey, shiftKey } = event;
      const control = event.ctrlKey || event.metaKey;
      const here = this.parts.find((part) => part.element.contains(document.activeElement));
      const plain = !altKey && !control && !shiftKey;
      let act;
      if (control && !altKey && (code === "Enter" || code === "NumpadEnter")) act = () => here?.finish();
      else if (control && !altKey && code === "KeyS") act = () => this.parts.forEach((part) => part.isUnsaved && part.save());
      else if (altKey && code === "ArrowDown") act = () => this.step(here, 1, () => true);
      else if (altKey && code === "ArrowUp") act = () => this.step(here, -1, () => true);
      else if (altKey && code === "PageDown") act = () => this.step(here, 1, (part) => !part.isDone);
      else if (altKey && code === "PageUp") act = () => this.step(here, -1, (part) => !part.isDone);
      else if (altKey && (code === "Enter" || code === "NumpadEnter")) act = () => here?.useOffer();
      else if (plain && code === "F3") act = () => (here ?? this.selectedPart())?.findSelected();
      else if (plain && code === "F1") act = () => this.toggleKeys();
      else if (plain && code === "F4") act = () => here?.copyEnglish();
      else if (plain && code === "F8") act = () => here?.finish();
      else if (plain && code === "F9") act = () => here?.formatted?.useNext();
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  }

  window.wagtail.app.register("desk", DeskController);
})();
