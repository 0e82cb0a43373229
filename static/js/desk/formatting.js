/*
 * The box of a part with formatting: a link is a link and bold is bold, there are no tags to type.
 *
 * The textarea that a browser without this script shows stays in the form and holds what the box says. What the server
 * takes is text, <a id>, <b>, <i>, their longer names and <br>; nothing else can come into the box. A note is one piece
 * that can be moved and taken out, not typed into.
 */
(() => {
  const FORMATS = { B: "b", STRONG: "b", I: "i", EM: "i" };
  const FORMAT = "a, b, strong, i, em";
  const TRAILING = /(?:<br\/>|\s)+$/;
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  // In a box that keeps its spaces a browser ends a line with a character.
  const written = (text) => escaped(text).replace(/\n/g, "<br/>");

  /* Return the HTML that the server keeps of what stands in a box. */
  function write(node) {
    return [...node.childNodes]
      .map((child) => {
        if (child.nodeType === Node.TEXT_NODE) return written(child.data);
        if (child.nodeType !== Node.ELEMENT_NODE) return "";
        if (child.tagName === "BR") return "<br/>";
        const inner = child.dataset.note === undefined ? write(child) : escaped(child.dataset.note);
        if (child.dataset.id) return inner && `<a id="${child.dataset.id}">${inner}</a>`;
        const name = child.tagName.toLowerCase();
        return child.tagName in FORMATS && inner ? `<${name}>${inner}</${name}>` : inner;
      })
      .join("");
  }

  /* The steps from a node up to the box, and back down in a copy of it. */
  function pathTo(node, box) {
    const path = [];
    for (let at = node; at !== box; at = at.parentNode) path.unshift([...at.parentNode.childNodes].indexOf(at));
    return path;
  }

  function follow(path, box) {
    return path.reduce((at, index) => at.childNodes[index], box);
  }

  class FormattedBox {
    constructor(part, words, links) {
      this.textarea = part.querySelector("textarea");
      this.formats = part.querySelector("[data-formats]");
      this.links = links;
      this.english = this.read(this.textarea.dataset.english);
      const ids = [...this.english.querySelectorAll("[data-id]")].map(({ dataset }) => dataset.id);
      this.numbers = new Map([...new Set(ids)].map((id, index) => [id, index + 1]));
      this.words = words;
      this.makeBox();
      this.makeTools();
      this.value = this.textarea.value;
    }

    /* Return what a piece of HTML has of our formatting, as nodes. */
    read(html) {
      const { body } = new DOMParser().parseFromString(html, "text/html");
      const into = document.createDocumentFragment();
      this.copy(body, into);
      return into;
    }

    copy(from, into) {
      for (const node of from.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) into.append(node.data.replace(/\s*\n\s*/g, " "));
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        let kept = into;
        if (node.tagName === "BR") into.append(document.createElement("br"));
        else if (node.tagName === "A" && node.id) {
          kept = this.element(node.id, node.textContent);
          into.append(kept);
          if (kept.dataset.note !== undefined) continue;
        } else if (node.tagName in FORMATS) {
          kept = document.createElement(node.tagName.toLowerCase());
          into.append(kept);
        }
        this.copy(node, kept);
      }
    }

    /* An empty link, or a whole note. Not with the id itself: the same one stands in other parts. */
    element(id, words) {
      const note = this.links.noteOf(id);
      const element = document.createElement(note === null ? "a" : "span");
      element.dataset.id = id;
      if (note !== null) {
        element.className = "part__note";
        element.contentEditable = "false";
        element.draggable = true;
        element.dataset.note = words;
        element.textContent = note;
      }
      return element;
    }

    makeBox() {
      const box = document.createElement("div");
      const { lang, dir, readOnly } = this.textarea;
      Object.assign(box, { className: "part__box", lang, dir, contentEditable: readOnly ? "false" : "true" });
      box.dataset.test = this.textarea.dataset.test;
      for (const name of ["aria-labelledby", "aria-describedby"]) box.setAttribute(name, this.textarea.getAttribute(name));
      box.setAttribute("role", "textbox");
      box.setAttribute("aria-multiline", "true");
      if (readOnly) box.setAttribute("aria-readonly", "true");
      box.tabIndex = 0;
      delete this.textarea.dataset.test;
      this.textarea.hidden = true;
      this.textarea.before(box);
      this.box = box;
      box.addEventListener("beforeinput", (event) => this.refuse(event));
      box.addEventListener("input", () => this.changed());
      box.addEventListener("keydown", (event) => this.leave(event));
      box.addEventListener("mousedown", () => (this.leaving = null));
      if (!readOnly) this.connectDragging(box);
      box.addEventListener("click", (event) => this.pressCap(event));
      box.addEventListener("blur", () => (this.caret = this.selected()));
    }

    /* A note goes where it is let go; it stays in its box. */
    connectDragging(box) {
      box.addEventListener("dragstart", ({ target, dataTransfer }) => {
        this.dragged = target.closest?.(".part__note") ?? null;
        if (this.dragged) dataTransfer.setData("text/plain", this.dragged.textContent);
      });
      box.addEventListener("dragend", () => (this.dragged = null));
      box.addEventListener("dragover", (event) => this.dragged && event.preventDefault());
      box.addEventListener("drop", (event) => {
        const { dragged } = this;
        if (!dragged) return;
        event.preventDefault();
        // What is moved is another element then, and its drag does not end.
        this.dragged = null;
        const place = document.caretRangeFromPoint(event.clientX, event.clientY);
        if (place && box.contains(place.startContainer) && !dragged.contains(place.startContainer)) this.move(dragged, place);
      });
    }

    /* The number at the ends of a link is drawn: a press beside its words, yet on the link, is one on the number. */
    pressCap({ target, clientX, clientY }) {
      const link = target.closest?.("a");
      if (!link) return;
      const words = document.createRange();
      words.selectNodeContents(link);
      const isOnWords = [...words.getClientRects()].some(
        ({ left, right, top, bottom }) => clientX >= left && clientX <= right && clientY >= top && clientY <= bottom,
      );
      if (!isOnWords) this.links.open(link.dataset.id);
    }

    /*
     * At the end of a link what is typed belongs to the link, until End or an arrow key that leads no further says that
     * it does not. A browser has no place for the caret between a link and what follows it.
     */
    leave({ code, ctrlKey, altKey, metaKey, shiftKey }) {
      if (!["End", "ArrowLeft", "ArrowRight"].includes(code) || ctrlKey || altKey || metaKey || shiftKey) return;
      this.leaving = { code, before: this.endedFormat() };
    }

    /* The format that what is typed next no longer belongs to. */
    leftFormat() {
      const leaving = this.leaving;
      this.leaving = null;
      const now = leaving && this.endedFormat();
      return now && (leaving.code === "End" || now === leaving.before) ? now : null;
    }

    /* The link, bold or italics at whose end the caret stands, the outermost. */
    endedFormat() {
      const { anchorNode, anchorOffset, isCollapsed } = document.getSelection();
      if (!isCollapsed || !anchorNode || !this.box.contains(anchorNode)) return null;
      let ended = null;
      let format = (anchorNode.parentElement ?? anchorNode).closest(FORMAT);
      while (format && this.box.contains(format)) {
        const rest = document.createRange();
        rest.selectNodeContents(format);
        rest.setStart(anchorNode, anchorOffset);
        if (rest.toString()) break;
        ended = format;
        format = format.parentElement.closest(FORMAT);
      }
      return ended;
    }

    insertAfter(format, text) {
      const node = document.createTextNode(text);
      format.after(node);
      document.getSelection().collapse(node, text.length);
      this.changed();
    }

    /* Text comes in as text; a line break only where the English has one. */
    refuse(event) {
      const { inputType } = event;
      const left = inputType === "insertText" ? this.leftFormat() : null;
      if (left) {
        event.preventDefault();
        this.insertAfter(left, event.data);
      } else if (inputType === "insertFromPaste" || inputType === "insertFromDrop") {
        event.preventDefault();
        const text = event.dataTransfer?.getData("text/plain") ?? event.data ?? "";
        this.insert(text.replace(/\s+/g, " "));
      } else if (inputType === "insertParagraph" || inputType === "insertLineBreak") {
        const isTaken = this.english.querySelector("br") !== null;
        if (isTaken && inputType === "insertLineBreak") return;
        event.preventDefault();
        if (isTaken) document.execCommand("insertLineBreak");
        else this.textarea.dispatchEvent(new Event("line:refused"));
      } else if (inputType.startsWith("format")) event.preventDefault();
    }

    insert(text) {
      // The one command that goes into the browser's own undo.
      document.execCommand("insertText", false, text);
    }

    get value() {
      // A browser ends a box with a line break that nobody has typed.
      return write(this.box).replace(TRAILING, "").trim();
    }

    set value(html) {
      this.box.replaceChildren(this.read(html));
      this.changed({ silent: true });
    }

    changed({ silent = false } = {}) {
      for (const link of this.box.querySelectorAll("a")) link.dataset.n = this.numbers.get(link.dataset.id) ?? "?";
      this.textarea.value = this.value;
      this.tick();
      if (!silent) this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
    }

    /* What a tool is called; undefined for a link that the English does not have. */
    labelOf(id) {
      if (!this.numbers.has(id)) return undefined;
      const note = this.links.noteOf(id);
      const [words, number] = note === null ? [this.words.link, this.numbers.get(id)] : [this.words.note, note];
      return words.replace("%(number)s", number);
    }

    makeTools() {
      const kinds = new Set([...this.english.querySelectorAll("b, strong, i, em")].map((node) => FORMATS[node.tagName]));
      this.tools = [...kinds].map((kind) => ({ name: kind, label: kind.toUpperCase(), isLink: false }));
      for (const id of this.numbers.keys()) this.tools.push({ name: id, label: this.labelOf(id), isLink: true });
      if (this.textarea.readOnly || !this.formats) return;
      for (const tool of this.tools) {
        tool.button = this.button(tool.label, () => this.use(tool));
        const words = tool.isLink ? this.english.querySelector(this.selector(tool)).textContent : "";
        if (words) tool.button.title = words;
        if (!tool.isLink || this.links.noteOf(tool.name) !== null) continue;
        const opener = this.button("↗", () => this.links.open(tool.name, opener));
        opener.setAttribute("aria-label", this.words.where.replace("%(number)s", this.numbers.get(tool.name)));
      }
    }

    button(label, act) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: label });
      button.addEventListener("click", act);
      this.formats.append(button);
      return button;
    }

    selector({ name, isLink }) {
      if (isLink) return `[data-id="${CSS.escape(name)}"]`;
      return Object.keys(FORMATS).filter((tag) => FORMATS[tag] === name).join(",").toLowerCase();
    }

    found(tool, within = this.box) {
      return within.querySelector(this.selector(tool));
    }

    tick() {
      for (const tool of this.tools ?? []) tool.button?.setAttribute("aria-pressed", String(Boolean(this.found(tool))));
    }

    /* The next formatting of the English that is not here yet. */
    useNext() {
      const missing = this.tools.find((tool) => !this.found(tool));
      if (missing) this.use(missing);
    }

    /* Bold or italics, where the English has them. */
    useFormat(kind) {
      const tool = this.tools.find(({ name, isLink }) => name === kind && !isLink);
      if (tool) this.use(tool);
    }

    useLink(id) {
      const tool = this.tools.find(({ name, isLink }) => name === id && isLink);
      if (tool) this.use(tool);
    }

    /* What is selected in the box, or was when it was left; its end where nothing was. */
    selected() {
      const selection = document.getSelection();
      if (selection.rangeCount && this.box.contains(selection.anchorNode)) return selection.getRangeAt(0).cloneRange();
      const range = document.createRange();
      range.selectNodeContents(this.box);
      range.collapse(false);
      return this.caret && this.box.contains(this.caret.startContainer) ? this.caret : range;
    }

    /*
     * Put a format around what is selected, or, where nothing is, around the words it has in English; a note where the
     * caret is. A link or note that stands somewhere else comes from there.
     */
    use(tool) {
      const english = this.english.querySelector(this.selector(tool));
      this.edit((copy, range) => {
        const around = this.around(tool, range, copy);
        if (around) {
          around.replaceWith(...around.childNodes);
          return null;
        }
        const note = tool.isLink && this.links.noteOf(tool.name) !== null;
        const element = tool.isLink
          ? this.element(tool.name, english.textContent)
          : document.createElement(english.tagName.toLowerCase());
        if (note) range.collapse(false);
        const there = tool.isLink ? this.found(tool, copy) : null;
        // A place to hold on to, while the other one goes.
        const place = document.createElement("i");
        const words = range.extractContents();
        range.insertNode(place);
        if (there?.isConnected || copy.contains(there)) note ? there.remove() : there.replaceWith(...there.childNodes);
        if (!note) {
          for (const inner of words.querySelectorAll(this.selector(tool))) inner.replaceWith(...inner.childNodes);
          if (words.textContent) element.append(words);
          else element.textContent = english.textContent;
        }
        place.replaceWith(element);
        return element;
      });
    }

    /* Bold or italics that the selection stands in are taken away again. */
    around(tool, range, copy) {
      if (tool.isLink) return null;
      const at = range.commonAncestorContainer;
      const format = (at.nodeType === Node.TEXT_NODE ? at.parentElement : at).closest(this.selector(tool));
      return copy.contains(format) ? format : null;
    }

    move(note, place) {
      this.box.focus();
      document.getSelection().removeAllRanges();
      document.getSelection().addRange(place);
      this.useLink(note.dataset.id);
    }

    /*
     * Change the formatting in a copy of the box, then put that in as one step, so that the browser's own undo takes it
     * back. `change` returns what is selected afterwards.
     */
    edit(change) {
      const now = this.selected();
      const [start, end] = [now.startContainer, now.endContainer].map((node) => pathTo(node, this.box));
      const copy = this.box.cloneNode(true);
      const range = document.createRange();
      range.setStart(follow(start, copy), now.startOffset);
      range.setEnd(follow(end, copy), now.endOffset);
      const element = change(copy, range);
      copy.normalize();
      element?.setAttribute("data-new", "");
      const wanted = write(copy);
      const selection = document.getSelection();
      this.box.focus();
      selection.selectAllChildren(this.box);
      document.execCommand("insertHTML", false, copy.innerHTML);
      if (write(this.box) !== wanted) this.box.replaceChildren(...copy.childNodes);
      this.select(this.box.querySelector("[data-new]"));
      this.changed();
    }

    select(element) {
      const selection = document.getSelection();
      if (!element) {
        selection.selectAllChildren(this.box);
        selection.collapseToEnd();
        return;
      }
      element.removeAttribute("data-new");
      if (element.dataset.note === undefined) selection.selectAllChildren(element);
      else selection.collapse(element.parentNode, [...element.parentNode.childNodes].indexOf(element) + 1);
    }
  }

  window.FormattedBox = FormattedBox;
})();
