/*
 * The translator's desk: what is typed is kept while it is typed, and the keyboard is enough.
 *
 * Without this script the same form has a button that saves. Nothing that was typed is lost: while it cannot be sent it
 * is kept in this browser, and sent when that works again.
 */
(() => {
  const TWICE = 1000;
  const AGAIN = 5000;

  /* What the keys do on the desk, at the part where the caret is or was. */
  const KEYS = {
    "Control+Enter": (desk, part) => part?.finish(),
    "Control+KeyS": (desk) => desk.saveAll(),
    "Control+KeyB": (desk, part) => part?.formatted?.useFormat("b"),
    "Control+KeyI": (desk, part) => part?.formatted?.useFormat("i"),
    "Control+ArrowDown": (desk, part) => part?.help.step(1),
    "Control+ArrowUp": (desk, part) => part?.help.step(-1),
    "Alt+ArrowDown": (desk, part) => desk.step(part, 1, () => true),
    "Alt+ArrowUp": (desk, part) => desk.step(part, -1, () => true),
    "Alt+PageDown": (desk, part) => desk.step(part, 1, ({ isDone }) => !isDone),
    "Alt+PageUp": (desk, part) => desk.step(part, -1, ({ isDone }) => !isDone),
    "Alt+Enter": (desk, part) => part?.help.useMarked(),
    "Control+KeyP": (desk) => desk.dispatch("panel"),
    Escape: (desk, part) => desk.escape(part),
    F1: (desk) => desk.toggleKeys(),
    F2: (desk, part) => part?.element.querySelector("[data-ask]")?.click(),
    F3: (desk, part) => (desk.selectedPart() ?? part)?.help.findSelected(),
    F4: (desk, part) => part?.copyEnglish(),
    F8: (desk, part) => part?.state === "changed" && part.finish(),
    F9: (desk, part) => part?.formatted?.useNext(),
  };

  /* What they do in a text that is only read. */
  const KEYS_OF_READERS = ["F1", "F2", "Alt+ArrowDown", "Alt+ArrowUp"];

  function nameOf({ code, altKey, ctrlKey, metaKey, shiftKey }) {
    const held = [(ctrlKey || metaKey) && "Control", altKey && "Alt", shiftKey && "Shift"].filter(Boolean);
    return [...held, code === "NumpadEnter" ? "Enter" : code].join("+");
  }

  const PRESSED = "button, summary, a, label, input[type=checkbox], input[type=radio]";

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
      "said",
      "save",
      "allDone",
      "reasons",
      "submission",
      "live",
      "return",
    ];
    static values = { key: String, open: Boolean, part: String };

    connect() {
      performance.mark("desk-begins");
      this.words = JSON.parse(document.getElementById("desk-words").textContent);
      this.icons = JSON.parse(document.getElementById("desk-icons")?.textContent ?? "{}");
      const { value: token } = this.element.querySelector("[name=csrfmiddlewaretoken]");
      this.line = new window.DeskLine({ token, owner: this.element.dataset.owner });
      this.parts = this.partTargets.map((element) => {
        const Part = "review" in element.dataset ? window.ReviewedPart : window.DeskPart;
        return new Part(element, this);
      });
      this.element.classList.add("desk--ready");
      this.connectFilters();
      if (this.hasSubmissionTarget) this.connectSubmission();
      // Before anything of the browser or of Wagtail takes the key.
      this.element.addEventListener("keydown", (event) => this.key(event), true);
      if (this.openValue) this.connectParts();
      performance.measure("desk", "desk-begins");
    }

    connectParts() {
      this.parts.filter(({ isOpen }) => isOpen).forEach((part) => part.connect());
      for (const button of this.saveTargets) button.hidden = true;
      this.element.addEventListener("focusin", ({ target }) => this.came(target));
      this.element.addEventListener("mousedown", (event) => this.hold(event));
      document.addEventListener("selectionchange", () => window.tintSentence(this.partAt(document.activeElement)));
      window.addEventListener("beforeunload", (event) => this.parts.some((part) => part.isUnsaved) && event.preventDefault());
      this.parts[0]?.element.closest("form").addEventListener("submit", (event) => this.submit(event));
      this.element.addEventListener("click", ({ target }) => {
        const link = target.closest?.("a[href^='#segment-']");
        if (link) setTimeout(() => this.partAt(document.querySelector(link.getAttribute("href")))?.box.focus());
      });
      if (this.hasPartValue) this.sendOfOthers();
    }

    /* What this browser keeps of parts that the English no longer has: the server takes it, and sets it aside. */
    async sendOfOthers() {
      const kept = window.deskKept;
      for (const part of kept.partsOf(this.keyValue)) {
        if (this.parts.some(({ element }) => element.dataset.part === part)) continue;
        const key = kept.keyOf(this.keyValue, part);
        const body = new FormData();
        for (const [name, value] of Object.entries(kept.get(key) ?? {})) body.set(name, value);
        const { status, said, trouble } = await this.line.post(this.partValue.replace("0-0", part), body);
        if (trouble) {
          this.troubled(trouble);
          setTimeout(() => this.sendOfOthers(), AGAIN);
          return;
        }
        // During a review nothing is taken: it stays here.
        if (status === 200 || status === 410 || said.text !== undefined) kept.set(key, null);
        this.saved();
        if (status === 410) this.dispatch("aside", { detail: said });
      }
    }

    partAt(node) {
      return node && this.parts.find((part) => part.element.contains(node));
    }

    /*
     * A part opens its tools when somebody comes to it, and what is pressed would move away under the pointer: so it
     * is pressed first.
     */
    hold(event) {
      const part = this.partAt(event.target);
      if (!part || part.element.contains(document.activeElement)) return;
      if (event.target.closest(PRESSED) && !event.target.matches("input[type=text]")) event.preventDefault();
    }

    came(target) {
      const part = this.partAt(target);
      if (part?.isOpen) this.current = part;
    }

    /* What is still on its way arrives first. */
    async submit(event) {
      if (this.isSubmitting || !this.parts.some((part) => part.isUnsaved)) return;
      event.preventDefault();
      await this.saveAll();
      // A form takes no other submission before this one is over.
      await new Promise((resolve) => setTimeout(resolve));
      this.isSubmitting = true;
      event.target.requestSubmit(event.submitter);
    }

    /* Without this script the note stands below the list; with it, in a small box that comes when it is wanted. */
    connectSubmission() {
      this.submissionTarget.close();
      const opener = this.element.querySelector("[data-submit-with-note]");
      opener.hidden = false;
      opener.addEventListener("click", () => this.submissionTarget.showModal());
      this.submissionTarget.querySelector("[data-close]").addEventListener("click", () => this.submissionTarget.close());
    }

    saveAll() {
      return Promise.all(this.parts.map((part) => part.isUnsaved && part.save()));
    }

    connectFilters() {
      this.filtersTarget.hidden = false;
      this.filtersTarget.addEventListener("click", ({ target }) => {
        const button = target.closest("[data-filter]");
        if (button) this.filter(button.dataset.filter);
      });
      this.findTarget.addEventListener("input", () => this.filter());
      this.keysButtonTarget.addEventListener("click", () => this.toggleKeys());
      // A press on a key in the list is that key; the caret stays where it is.
      this.keysTarget.addEventListener("mousedown", (event) => event.preventDefault());
      this.keysTarget.addEventListener("click", ({ target }) => {
        const press = target.closest("[data-press]")?.dataset.press;
        if (press && this.openValue) KEYS[press]?.(this, this.current);
      });
      if (this.hasMemoryTarget) this.memoryTarget.addEventListener("click", () => this.confirmMemory());
      if (this.hasLiveTarget) this.liveTarget.addEventListener("click", () => this.toggleLive());
      this.count();
      this.filter(this.filtersTarget.querySelector("[data-filter][aria-pressed=true]")?.dataset.filter);
    }

    /* What is public now, word by word, at each part that differs from it. */
    toggleLive() {
      const isShown = this.liveTarget.getAttribute("aria-pressed") !== "true";
      this.liveTarget.setAttribute("aria-pressed", String(isShown));
      for (const details of this.element.querySelectorAll("[data-live]")) details.open = isShown;
    }

    matches(part, name) {
      if (name === "to-do") return !part.isDone;
      if (name === "memory") return part.state === "memory";
      if (name === "since-live") return "changed" in part.element.dataset;
      if (name === "changed") return part.state === "changed";
      if (name === "questions") return part.element.querySelector(".question") !== null;
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
      if (this.hasAllDoneTarget) this.allDoneTarget.hidden = !this.parts.every((part) => part.isDone);
      if (!this.hasMemoryTarget) return;
      const remembered = this.parts.filter(({ state }) => state === "memory").length;
      this.memoryTarget.hidden = !remembered;
      this.memoryTarget.textContent = this.words.confirmMemory.replace("%(count)s", remembered);
    }

    showProgress() {
      const left = this.parts.filter((part) => !part.isDone);
      const words = left.reduce((sum, part) => sum + Number(part.element.dataset.words), 0);
      const done = this.words.progress.replace("%(done)s", this.parts.length - left.length);
      // Who reviews looks at parts, and has no words left to write.
      const rest = this.words.wordsLeft && ` · ${this.words.wordsLeft.replace("%(words)s", words)}`;
      this.progressTarget.textContent = done.replace("%(total)s", this.parts.length) + rest;
      this.count();
    }

    /* Read something out to who does not see it. */
    say(text) {
      if (this.hasSaidTarget) this.saidTarget.textContent = text;
    }

    troubled(why) {
      if (this.unsavedTarget.textContent !== this.words[why]) this.unsavedTarget.textContent = this.words[why];
      this.unsavedTarget.hidden = false;
    }

    saved() {
      this.unsavedTarget.hidden = true;
      this.unsavedTarget.textContent = "";
      // What stands beside the list follows.
      this.dispatch("saved");
    }

    /* A reason that was given is offered the next time. */
    gave(reason) {
      if (!this.hasReasonsTarget || [...this.reasonsTarget.options].some(({ value }) => value === reason)) return;
      this.reasonsTarget.prepend(new Option("", reason));
    }

    selectedPart() {
      return this.partAt(document.getSelection().anchorNode);
    }

    /* Say of all that came from memory, and was looked at, that it is done. */
    async confirmMemory() {
      for (const part of this.parts.filter(({ state }) => state === "memory")) await part.save({ done: true });
    }

    toggleKeys() {
      this.keysTarget.hidden = !this.keysTarget.hidden;
      this.keysButtonTarget.setAttribute("aria-expanded", String(!this.keysTarget.hidden));
    }

    /* Close the small box that is open; twice in a text: back to how it was. */
    escape(part) {
      if (part?.links.close()) return;
      if (!this.keysTarget.hidden) {
        this.toggleKeys();
        return;
      }
      const isTwice = Date.now() - (this.escapedAt ?? 0) < TWICE;
      this.escapedAt = isTwice ? 0 : Date.now();
      if (isTwice && part && document.activeElement === part.box) part.putBack();
    }

    goToNext(from, isWanted) {
      const index = this.parts.indexOf(from);
      const order = [...this.parts.slice(index + 1), ...this.parts.slice(0, Math.max(index, 0))];
      const next = order.find((part) => isWanted(part) && !part.element.hidden);
      this.goTo(next ?? from);
    }

    /* What comes next stands in the upper third: what helps with it is in sight. */
    goTo(part) {
      part?.box.focus({ preventScroll: true });
      part?.element.scrollIntoView({ block: "start" });
    }

    step(from, by, isWanted) {
      const visible = this.parts.filter((part) => !part.element.hidden && (part === from || isWanted(part)));
      const next = visible[visible.indexOf(from) + by];
      this.goTo(next);
    }

    /* By the place of the key, not by what it writes: the same on an Arabic keyboard. */
    key(event) {
      // What stands beside the list takes its key wherever the caret is.
      if (event.defaultPrevented) return;
      if (event.isComposing || (this.hasSubmissionTarget && this.submissionTarget.open)) return;
      const name = nameOf(event);
      const act = KEYS[name];
      // In the box of a question the keys are those of any text.
      if (!act || event.target.closest(".part__questions")) return;
      const isReading = KEYS_OF_READERS.includes(name);
      if (!this.openValue && !isReading) return;
      const at = this.partAt(document.activeElement);
      const here = at?.isOpen || isReading ? at : undefined;
      if (name !== "Escape") {
        event.preventDefault();
        event.stopPropagation();
      }
      act(this, here ?? (name.startsWith("F") ? this.current : undefined));
    }
  }

  window.wagtail.app.register("desk", DeskController);
})();
