/*
 * The translator's desk: what is typed is kept while it is typed, and the keyboard is enough.
 *
 * Without this script the same form has a button that saves. Nothing that was typed is lost: while it cannot be sent it
 * is kept in this browser, and sent when that works again.
 */
(() => {
  /* What the keys do on the desk, at the part where the caret is, if it is in one. */
  const KEYS = {
    "Control+Enter": (desk, part) => part?.finish(),
    "Control+KeyS": (desk) => desk.parts.forEach((part) => part.isUnsaved && part.save()),
    "Alt+ArrowDown": (desk, part) => desk.step(part, 1, () => true),
    "Alt+ArrowUp": (desk, part) => desk.step(part, -1, () => true),
    "Alt+PageDown": (desk, part) => desk.step(part, 1, ({ isDone }) => !isDone),
    "Alt+PageUp": (desk, part) => desk.step(part, -1, ({ isDone }) => !isDone),
    "Alt+Enter": (desk, part) => part?.useOffer(),
    F1: (desk) => desk.toggleKeys(),
    F2: (desk, part) => part?.element.querySelector("[data-ask]").click(),
    F3: (desk, part) => (part ?? desk.selectedPart())?.findSelected(),
    F4: (desk, part) => part?.copyEnglish(),
    F8: (desk, part) => part?.finish(),
    F9: (desk, part) => part?.formatted?.useNext(),
  };

  /* What they do in a text that is only read. */
  const KEYS_OF_READERS = ["F1", "F2", "Alt+ArrowDown", "Alt+ArrowUp"];

  function nameOf({ code, altKey, ctrlKey, metaKey, shiftKey }) {
    const held = [(ctrlKey || metaKey) && "Control", altKey && "Alt", shiftKey && "Shift"].filter(Boolean);
    return [...held, code === "NumpadEnter" ? "Enter" : code].join("+");
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
    ];
    static values = { key: String, open: Boolean };

    connect() {
      this.words = JSON.parse(document.getElementById("desk-words").textContent);
      this.token = this.element.querySelector("[name=csrfmiddlewaretoken]").value;
      this.parts = this.partTargets.map((element) => new window.DeskPart(element, this));
      this.element.classList.add("desk--ready");
      this.connectFilters();
      // Before anything of the browser or of Wagtail takes the key.
      this.element.addEventListener("keydown", (event) => this.key(event), true);
      if (!this.openValue) return;
      this.parts.filter(({ isOpen }) => isOpen).forEach((part) => part.connect());
      if (this.hasSaveTarget) this.saveTarget.hidden = true;
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
      // What stands beside the list follows.
      this.dispatch("saved");
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
      const part = this.parts.find(({ element }) => element.contains(document.activeElement));
      const name = nameOf(event);
      const act = KEYS[name];
      // In the box of a question the keys are those of any text.
      if (!act || event.target.closest(".part__questions")) return;
      const isReading = KEYS_OF_READERS.includes(name);
      if (!this.openValue && !isReading) return;
      event.preventDefault();
      event.stopPropagation();
      act(this, part?.isOpen || isReading ? part : undefined);
    }
  }

  window.wagtail.app.register("desk", DeskController);
})();
