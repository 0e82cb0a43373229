/*
 * The box of a part with formatting: a link is a link and bold is bold, there are no tags to type.
 *
 * The textarea that a browser without this script shows stays in the form and holds what the box says. What the server
 * takes is text, <a id>, <b>, <i>, their longer names and <br>; nothing else can come into the box.
 */
(() => {
  const FORMATS = { B: "b", STRONG: "b", I: "i", EM: "i" };
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  /* Return what a piece of HTML has of our formatting, as nodes; `names` keeps the tags that the English uses. */
  function read(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    const into = document.createDocumentFragment();
    copy(body, into);
    return into;
  }

  function copy(from, into) {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) into.append(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      let kept = into;
      if (node.tagName === "BR") into.append(document.createElement("br"));
      else if (node.tagName === "A" && node.id) {
        kept = document.createElement("a");
        // Not the id itself: the same one stands in other parts.
        kept.dataset.id = node.id;
        into.append(kept);
      } else if (node.tagName in FORMATS) {
        kept = document.createElement(node.tagName.toLowerCase());
        into.append(kept);
      }
      copy(node, kept);
    }
  }

  function write(node) {
    return [...node.childNodes]
      .map((child) => {
        if (child.nodeType === Node.TEXT_NODE) return escaped(child.data);
        if (child.nodeType !== Node.ELEMENT_NODE) return "";
        const inner = write(child);
        if (child.tagName === "BR") return "<br/>";
        if (child.tagName === "A" && child.dataset.id) return inner && `<a id="${child.dataset.id}">${inner}</a>`;
        const name = child.tagName.toLowerCase();
        return child.tagName in FORMATS && inner ? `<${name}>${inner}</${name}>` : inner;
      })
      .join("");
  }

  class FormattedBox {
    constructor(part, words) {
      this.textarea = part.querySelector("textarea");
      this.formats = part.querySelector("[data-formats]");
      this.english = read(this.textarea.dataset.english);
      this.numbers = new Map([...this.english.querySelectorAll("a")].map((link, index) => [link.dataset.id, index + 1]));
      this.words = words;
      this.makeBox();
      this.makeTools();
      this.value = this.textarea.value;
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

    /* The link, bold or italics at whose end the caret stands. */
    endedFormat() {
      const { anchorNode, isCollapsed } = document.getSelection();
      const format = isCollapsed && anchorNode && this.box.contains(anchorNode)
        ? (anchorNode.parentElement ?? anchorNode).closest("a, b, strong, i, em")
        : null;
      if (!format || !this.box.contains(format)) return null;
      const rest = document.createRange();
      rest.selectNodeContents(format);
      rest.setStart(anchorNode, document.getSelection().anchorOffset);
      return rest.toString() ? null : format;
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
        event.preventDefault();
        if (this.english.querySelector("br")) document.execCommand("insertHTML", false, "<br>");
      } else if (inputType === "formatBold" || inputType === "formatItalic") {
        event.preventDefault();
        this.wrap(inputType === "formatBold" ? "b" : "i");
      } else if (inputType.startsWith("format")) event.preventDefault();
    }

    insert(text) {
      // The one command that goes into the browser's own undo.
      document.execCommand("insertText", false, text);
    }

    get value() {
      return write(this.box).trim();
    }

    set value(html) {
      this.box.replaceChildren(read(html));
      this.changed({ silent: true });
    }

    changed({ silent = false } = {}) {
      for (const link of this.box.querySelectorAll("a")) link.dataset.n = this.numbers.get(link.dataset.id) ?? "?";
      this.textarea.value = this.value;
      this.tick();
      if (!silent) this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
    }

    makeTools() {
      const kinds = new Set([...this.english.querySelectorAll("b, strong, i, em")].map((node) => FORMATS[node.tagName]));
      this.tools = [...kinds].map((kind) => ({ name: kind, label: kind.toUpperCase(), isLink: false }));
      for (const [id, number] of this.numbers) {
        this.tools.push({ name: id, label: `${this.words.link} ${number}`, isLink: true });
      }
      if (this.textarea.readOnly || !this.formats) return;
      for (const tool of this.tools) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = tool.label;
        button.addEventListener("click", () => this.use(tool));
        tool.button = button;
        this.formats.append(button);
      }
    }

    found({ name, isLink }) {
      return isLink
        ? this.box.querySelector(`a[data-id="${CSS.escape(name)}"]`)
        : [...this.box.querySelectorAll("b, strong, i, em")].find((node) => FORMATS[node.tagName] === name);
    }

    tick() {
      for (const tool of this.tools ?? []) tool.button?.setAttribute("aria-pressed", String(Boolean(this.found(tool))));
    }

    /* The next formatting of the English that is not here yet. */
    useNext() {
      const missing = this.tools.find((tool) => !this.found(tool));
      if (missing) this.use(missing);
    }

    use(tool) {
      if (tool.isLink) this.wrap("a", tool.name);
      else this.wrap(this.english.querySelector(tool.name) ? tool.name : { b: "strong", i: "em" }[tool.name]);
    }

    /* Put a format around what is selected, or, where nothing is, around the words it has in English. */
    wrap(name, id) {
      this.box.focus();
      const selection = document.getSelection();
      if (!selection.rangeCount || !this.box.contains(selection.anchorNode)) {
        selection.selectAllChildren(this.box);
        selection.collapseToEnd();
      }
      const range = selection.getRangeAt(0);
      const there = id && this.box.querySelector(`a[data-id="${CSS.escape(id)}"]`);
      if (there) there.replaceWith(...there.childNodes);
      const element = document.createElement(name);
      if (id) element.dataset.id = id;
      if (range.collapsed) {
        const source = id ? `a[data-id="${CSS.escape(id)}"]` : name;
        element.textContent = this.english.querySelector(source)?.textContent ?? "";
      } else element.append(range.extractContents());
      range.insertNode(element);
      selection.selectAllChildren(element);
      this.box.normalize();
      this.changed();
    }
  }

  window.FormattedBox = FormattedBox;
})();
