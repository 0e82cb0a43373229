/*
 * A part of the translator's desk: its box is kept while somebody types into it, and never lost.
 *
 * Any screen can have parts: `new DeskPart(element, desk)` and, where it may be typed into, `connect()`. Of its desk a
 * part needs `words`, `icons`, `line`, `keyValue`, `showProgress()`, `saved(part)`, `troubled(why)` and
 * `goToNext(part, isWanted)`; `say(text)` reads something out.
 */
(() => {
  const REST = 800;
  const AGAIN = 5000;
  const DONE = ["done", "kept", "locked"];
  /* From so much of what fits on, how much it is stands under the box. */
  const NEARLY = 0.8;

  const kept = window.deskKept;

  const DIGIT = /[0-9]/;

  /* Where `words` begin in a text; 60 does not stand in 600. */
  function placesOf(words, text) {
    const places = [];
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      if (!DIGIT.test(text[at - 1] ?? "") && !DIGIT.test(text[at + words.length] ?? "")) places.push(at);
    }
    return places;
  }

  function rangesOf(words, box) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    const ranges = [];
    while (walker.nextNode()) {
      for (const at of placesOf(words, walker.currentNode.data)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + words.length);
        ranges.push(range);
      }
    }
    return ranges;
  }

  /* One part: its box, what the server has of it, and what is on its way there. */
  class Part {
    constructor(element, desk) {
      this.element = element;
      this.desk = desk;
      this.line = desk.line;
      this.textarea = element.querySelector("textarea");
      this.links = new window.DeskLinks(this);
      this.formatted = "markup" in element.dataset ? new window.FormattedBox(element, desk.words, this.links) : null;
      this.version = element.querySelector("input[name^=version-]");
      this.was = element.querySelector("input[name^=was-]");
      this.because = element.querySelector("[name^=reason-]");
      this.saved = this.value;
      this.storageKey = kept.keyOf(desk.keyValue, element.dataset.part);
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
      this.showLength();
    }

    showLength() {
      const line = this.element.querySelector(".part__count");
      if (!line) return;
      const limit = Number(line.dataset.limit);
      // The server counts a character beyond the 16-bit ones once, as people do.
      const length = [...this.value].length;
      line.hidden = length < limit * NEARLY;
      line.classList.toggle("part__count--over", length > limit);
      line.querySelector("bdi").textContent = `${length} / ${limit}`;
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

    connectBox() {
      this.findings = new window.DeskFindings(this);
      this.help = new window.DeskHelp(this);
      this.marks = new window.DeskMarks(this);
      this.textarea.addEventListener("input", () => this.typed());
      this.textarea.addEventListener("beforeinput", (event) => {
        // A line ends only where one of the English does.
        const ends = ["insertLineBreak", "insertParagraph"].includes(event.inputType);
        if (!ends || this.textarea.dataset.english.includes("\n")) return;
        event.preventDefault();
        this.tellList();
      });
      this.textarea.addEventListener("line:refused", () => this.tellList());
      this.box.addEventListener("focus", () => (this.whenFocused = this.value));
      this.box.addEventListener("blur", () => this.isUnsaved && this.save());
      this.element.addEventListener("focusin", () => this.help.load());
      // A press on a tool leaves the caret where it is.
      for (const place of this.element.querySelectorAll(".part__tools, .part__findings, [data-help], [data-marks]")) {
        place.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
      }
    }

    connect() {
      this.connectBox();
      const copy = this.element.querySelector("[data-copy]");
      copy.hidden = false;
      copy.addEventListener("click", () => this.copyEnglish());
      for (const button of this.element.querySelectorAll("[data-done], [data-correct]")) {
        button.addEventListener("click", (event) => {
          event.preventDefault();
          this.finish();
        });
      }
      this.because.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        this.finish();
      });
      this.recover();
    }

    /* What this browser could not send comes back, over what it was typed over: others may have typed meanwhile. */
    recover() {
      const before = kept.get(this.storageKey);
      if (!before) return;
      if (before.text === this.value) {
        kept.set(this.storageKey, null);
        return;
      }
      this.value = before.text;
      this.version.value = before.version;
      this.save();
    }

    typed() {
      clearTimeout(this.resting);
      this.typedAt = Date.now();
      this.showLength();
      kept.set(this.storageKey, { text: this.value, version: this.version.value });
      this.marks.show();
      if (!this.conflict) this.resting = setTimeout(() => this.save(), REST);
    }

    /* Enter in a list asks for another item: why there is none is said, until something is typed. */
    tellList() {
      const { list } = this.element.dataset;
      if (!list || this.element.querySelector(".part__refused")) return;
      const said = document.createElement("p");
      Object.assign(said, { className: "part__refused", textContent: list });
      this.textarea.after(said);
      this.desk.say?.(list);
      this.textarea.addEventListener("input", () => said.remove(), { once: true });
    }

    copyEnglish() {
      this.use(this.textarea.dataset.english);
    }

    /*
     * Say that this part is done, and go to the next one that is not. Where something is wrong it is read out; a second
     * time, it waits here and the next one comes all the same.
     */
    async finish() {
      const wasTold = this.told === this.value;
      const isKept = await this.save({ done: true });
      this.told = this.isDone ? null : this.value;
      if (isKept && !this.isDone && !wasTold) {
        this.box.focus();
        this.findings.tellNotDone();
        this.desk.say?.(`${this.findings.spoken} ${this.desk.words.notDone}`);
      } else {
        if (this.isDone) this.desk.say?.(this.desk.words.done);
        this.desk.goToNext(this, (part) => !part.isDone);
      }
    }

    /* Back to how it was when somebody came here; what was typed since is in the history. */
    async putBack() {
      const before = this.whenFocused;
      if (before === undefined || before === this.value) return;
      await this.save();
      this.value = before;
      this.typed();
      await this.save({ instead: true });
    }

    /* Send what stands in the box; one request of a part at a time. Return whether the server has it. */
    save({ done = false, instead = false } = {}) {
      clearTimeout(this.resting);
      const send = async () => {
        if (this.conflict) return false;
        if (!done && !instead && !this.isUnsaved) return true;
        try {
          return await this.send(done, instead);
        } catch (error) {
          // Whatever went wrong here, the next request goes out.
          reportError(error);
          return this.failed("unsaved");
        }
      };
      this.sending = (this.sending ?? Promise.resolve()).then(send);
      return this.sending;
    }

    async send(done, instead) {
      const text = this.value;
      const body = this.body(done, instead);
      const { status, said, trouble } = await this.line.post(this.element.dataset.url, body);
      if (trouble) return this.failed(trouble);
      if (status === 409 && said.text !== undefined) window.showDeskConflict(this, said);
      else if (status === 409 || status === 410) {
        this.findings.show([{ level: "error", message: said.message }], "", { now: true });
        if (status === 410) this.setAside(text);
      } else if (status !== 200 || said.version === undefined) return this.failed("unsaved");
      else this.keep(text, said, done);
      this.desk.saved(this);
      this.element.dispatchEvent(new CustomEvent("part:heard", { bubbles: true, detail: said }));
      return status === 200;
    }

    /*
     * Send what stands in the box once more over the text that is gone: the server keeps it in the history. Return what
     * stands there now; null where that could not be heard, or nothing else stands there any more.
     */
    async tellAgain() {
      const { conflict } = this;
      const text = this.value;
      const { status, said, trouble } = await this.line.post(this.element.dataset.url, this.body(false, false));
      if (trouble) {
        this.desk.troubled(trouble);
        return null;
      }
      if (status === 409 && said.text !== undefined) {
        this.desk.saved(this);
        return said;
      }
      if (status !== 200) {
        this.findings.show([{ level: "error", message: said.message }], "", { now: true });
        return null;
      }
      this.conflict = null;
      conflict.remove();
      this.keep(text, said, false);
      return null;
    }

    body(done, instead) {
      const body = new FormData();
      body.set("text", this.value);
      body.set("version", this.version.value);
      if (instead) body.set("instead", "1");
      if (done) {
        body.set("done", "1");
        body.set("reason", this.because.value);
      }
      return body;
    }

    /* The server has the text, though there is no part for it. */
    setAside(text) {
      this.saved = text;
      kept.set(this.storageKey, null);
    }

    keep(text, said, done) {
      this.saved = text;
      this.was.value = text;
      this.version.value = said.version;
      if (this.value === text) kept.set(this.storageKey, null);
      this.showState(said);
      if (said.reason) this.desk.gave?.(said.reason);
      if (this.because) this.because.value = "";
      this.findings.show(said.findings, said.reason, { now: done });
      this.desk.showProgress();
    }

    showState({ state, word }) {
      this.element.dataset.state = state;
      this.element.querySelector("[data-word]").textContent = word;
      this.element.querySelector(".part__icon use")?.setAttribute("href", `#icon-${this.desk.icons[state]}`);
      this.box.lang = state === "kept" ? "en" : this.element.dataset.language;
    }

    failed(trouble) {
      this.desk.troubled(trouble);
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.save(), AGAIN);
      return false;
    }

    /* Put a text in the place of `instead`, or where the caret is; a link or a note comes with its own tool. */
    insert(text, instead = "") {
      const id = text.match(/^<a id="([^"]+)"/)?.[1];
      if (id && this.formatted) return this.formatted.useLink(id);
      if (!instead || !this.select(instead)) this.focusCaret();
      document.execCommand("insertText", false, text.replace(/<[^>]+>/g, ""));
    }

    /* Put something in front of and behind what is selected. */
    surround(before, after) {
      this.focusCaret();
      const { box } = this;
      const selected =
        box.selectionStart === undefined
          ? document.getSelection().toString()
          : box.value.slice(box.selectionStart, box.selectionEnd);
      document.execCommand("insertText", false, before + selected + after);
    }

    /* Select words where they stand first in the box; return whether they do. */
    select(words) {
      const { box } = this;
      const [first] = box === this.textarea ? placesOf(words, box.value) : rangesOf(words, box);
      if (first === undefined) return false;
      box.focus();
      if (box === this.textarea) box.setSelectionRange(first, first + words.length);
      else {
        document.getSelection().removeAllRanges();
        document.getSelection().addRange(first);
      }
      return true;
    }

    focusCaret() {
      const caret = this.formatted && document.activeElement !== this.box ? this.formatted.selected() : null;
      this.box.focus();
      if (!caret) return;
      document.getSelection().removeAllRanges();
      document.getSelection().addRange(caret);
    }

    use(text) {
      this.value = text;
      this.typed();
      this.box.focus();
    }

    /* Its text goes on elsewhere. */
    forget() {
      clearTimeout(this.resting);
      kept.set(this.storageKey, null);
    }

    /* Let what the server has stand. */
    take({ text }) {
      this.value = text;
      this.saved = this.value;
      kept.set(this.storageKey, null);
    }

    combine({ combined }) {
      this.use(combined);
    }
  }

  window.DeskPart = Part;
})();
