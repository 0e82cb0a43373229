/* A part of the translator's desk: its box is kept while somebody types into it, and never lost. */
(() => {
  const REST = 800;
  const AGAIN = 5000;
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

    /* Where several texts stand on a screen, one of them may be in review. */
    get isOpen() {
      return "url" in this.element.dataset;
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
        if (answer.status === 410) this.setAside(text);
      }
      else if (!answer.ok || said.version === undefined) return this.failed();
      else this.keep(text, said);
      this.desk.saved(this);
      this.element.dispatchEvent(new CustomEvent("part:heard", { bubbles: true, detail: said }));
      return answer.ok;
    }

    /* The server has the text, though there is no part for it. */
    setAside(text) {
      this.saved = text;
      localStorage.removeItem(this.storageKey);
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

  window.DeskPart = Part;
})();
