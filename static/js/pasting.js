/*
 * A finished story is pasted from Google Docs or Word.
 *
 * Headings, lists, links, bold and italic stay; pictures, tables and whatever else goes, and a sentence says so. Draft.js
 * alone would take a list of Word for paragraphs with dots, and keep every cell of a table.
 */
(() => {
  const { convertFromRaw, EditorState, Modifier } = window.DraftJS;

  const GONE = new Set(["BASE", "HEAD", "LINK", "META", "NOSCRIPT", "SCRIPT", "STYLE", "TEMPLATE", "TITLE", "XML"]);
  const NAMED = {
    tables: new Set(["TABLE"]),
    pictures: new Set(["CANVAS", "IMG", "PICTURE", "SVG", "V:IMAGEDATA", "V:SHAPE"]),
    films: new Set(["AUDIO", "EMBED", "IFRAME", "OBJECT", "VIDEO"]),
    forms: new Set(["BUTTON", "INPUT", "SELECT", "TEXTAREA"]),
  };
  const BLOCKS = new Set(
    (
      "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIGCAPTION FIGURE FOOTER HEADER HR LI MAIN NAV OL P " +
      "PRE SECTION UL"
    ).split(" "),
  );
  // The title of the page is the only heading of the first level.
  const HEADINGS = {
    H1: "header-two",
    H2: "header-two",
    H3: "header-three",
    H4: "header-three",
    H5: "header-three",
    H6: "header-three",
  };
  const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const listOfNotes = () => document.getElementById("panel-child-text-notes-section");

  /* Read HTML into Draft's raw content; `leftOut` names what is not in it. */
  function read(html) {
    const blocks = [];
    const links = [];
    const leftOut = new Set();
    let block = null;

    function begin(type, depth = 0) {
      end();
      block = { type, depth, text: "", inlineStyleRanges: [], entityRanges: [] };
    }

    function end() {
      if (block && block.text.trim()) blocks.push(trimmed(block));
      block = null;
    }

    function write(text, format) {
      if (!block) begin(format.list?.type ?? "unstyled", format.list?.depth);
      const clean = text.replace(/[\s\u00a0]+/g, " ");
      const added = !block.text || block.text.endsWith(" ") ? clean.trimStart() : clean;
      const range = { offset: block.text.length, length: added.length };
      block.text += added;
      if (!added.trim()) return;
      // A heading is bold by itself.
      const isHeading = block.type.startsWith("header");
      if (format.bold && !isHeading) block.inlineStyleRanges.push({ ...range, style: "BOLD" });
      if (format.italic && !isHeading) block.inlineStyleRanges.push({ ...range, style: "ITALIC" });
      if (format.link) {
        if (!links.includes(format.link)) links.push(format.link);
        block.entityRanges.push({ ...range, key: links.indexOf(format.link) });
      }
    }

    function walk(node, format) {
      if (node.nodeType === Node.TEXT_NODE) write(node.data, format);
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      const name = node.tagName.toUpperCase();
      const style = (node.getAttribute("style") || "").toLowerCase().replace(/\s+/g, "");
      if (isLeftOut(name, style)) return;
      if (name === "BR") {
        // One ends a line, which is a space here; two end a paragraph.
        if (node.nextSibling?.nodeName === "BR") end();
        else if (block) write(" ", format);
        return;
      }
      const within = { ...format, ...formatOf(node, name, style) };
      const isBlock = BLOCKS.has(name) || name in HEADINGS;
      if (isBlock) open(node, name, style, within);
      node.childNodes.forEach((child) => walk(child, within));
      if (isBlock) end();
    }

    function isLeftOut(name, style) {
      if (GONE.has(name) || name.startsWith("O:") || name.startsWith("W:")) return true;
      if (/(^|;)(display:none|mso-hide:all|mso-list:ignore|mso-element:comment-list)/.test(style)) return true;
      const kind = Object.keys(NAMED).find((key) => NAMED[key].has(name));
      if (kind) leftOut.add(kind);
      return Boolean(kind);
    }

    function open(node, name, style, within) {
      if (name === "LI") within.list = { type: listType(node.parentElement), depth: within.depth ?? 0 };
      // Google Docs puts the inner list beside the item, others into it.
      if (name === "UL" || name === "OL") within.depth = (within.depth ?? -1) + 1;
      const word = style.match(/mso-list:\S*?level(\d)/);
      if (word) within.list = { type: listTypeOfWord(node), depth: Number(word[1]) - 1 };
      if (within.list) begin(within.list.type, within.list.depth);
      else if (name in HEADINGS) begin(HEADINGS[name]);
      else begin(/\bMso(Title|Heading)/.test(node.className) ? "header-two" : "unstyled");
    }

    function formatOf(node, name, style) {
      const found = {};
      const weight = style.match(/(?:^|;)font-weight:(\w+)/)?.[1];
      // Google Docs wraps all of it into <b style="font-weight:normal">.
      if (weight) found.bold = /^(bold|bolder|[6-9]00)$/.test(weight);
      else if (name === "B" || name === "STRONG") found.bold = true;
      const slant = style.match(/(?:^|;)font-style:(\w+)/)?.[1];
      if (slant) found.italic = slant === "italic" || slant === "oblique";
      else if (name === "I" || name === "EM") found.italic = true;
      if (name === "A") found.link = linkOf(node);
      return found;
    }

    /*
     * A link to a place in the document leads nowhere here; what it says stays. But where the page has a list of notes,
     * the number of a note leads to it.
     */
    function linkOf(anchor) {
      const address = (anchor.getAttribute("href") || "").trim();
      if (/#_?(ftn|edn)/i.test(address)) {
        leftOut.add(listOfNotes() ? "linkedNotes" : "notes");
        const note = address.match(/#_?(?:ftnt?|edn)(\d+)$/i);
        return note && listOfNotes() ? { url: `#note-${note[1]}` } : null;
      }
      return /^(https?:\/\/|mailto:|tel:)/i.test(address) ? { url: withoutDetour(address) } : null;
    }

    const { body } = new DOMParser().parseFromString(html, "text/html");
    for (const raised of body.querySelectorAll("sup, [style*='super']")) {
      const digits = raised.textContent.trim();
      if (/^\d+$/.test(digits) && !raised.querySelector("a") && !raised.closest("a")) {
        raised.textContent = digits.replace(/\d/g, (digit) => SUPERSCRIPT[digit]);
      }
    }
    walk(body, {});
    end();
    const entityMap = Object.fromEntries(
      links.map((data, key) => [key, { type: "LINK", mutability: "MUTABLE", data }]),
    );
    return { content: { blocks, entityMap }, leftOut };
  }

  /* What is cut off the end of a block is cut off its formats too. */
  function trimmed(block) {
    const text = block.text.trimEnd();
    const inside = (ranges) =>
      ranges
        .filter(({ offset }) => offset < text.length)
        .map((range) => ({ ...range, length: Math.min(range.length, text.length - range.offset) }));
    const { inlineStyleRanges, entityRanges } = block;
    return { ...block, text, inlineStyleRanges: inside(inlineStyleRanges), entityRanges: inside(entityRanges) };
  }

  function listType(list) {
    return list?.tagName === "OL" ? "ordered-list-item" : "unordered-list-item";
  }

  /* Word makes a paragraph of each item, and writes its dot or number into a part that only Word hides. */
  function listTypeOfWord(paragraph) {
    const parts = [...paragraph.querySelectorAll("[style]")];
    const mark = parts.find((part) => /mso-list:\s*ignore/i.test(part.getAttribute("style")));
    // In the font of the bullets an "o" is a circle; a number or a letter has a mark behind it.
    const isNumbered = mark && /^\s*[(]?[\da-z]{1,4}[.)]/i.test(mark.textContent);
    return isNumbered ? "ordered-list-item" : "unordered-list-item";
  }

  /* Google sends some links through an address of its own. */
  function withoutDetour(address) {
    try {
      const { hostname, pathname, searchParams } = new URL(address);
      const isDetour = /^(www\.)?google\.[a-z.]+$/.test(hostname) && pathname === "/url";
      const target = isDetour && (searchParams.get("q") || searchParams.get("url"));
      return target && /^https?:/i.test(target) ? target : address;
    } catch {
      return address;
    }
  }

  function tell(editor, leftOut) {
    editor.parentElement.querySelector(".pasted")?.remove();
    const words = JSON.parse(document.getElementById("editing-words").textContent);
    const things = Object.keys(NAMED).filter((kind) => leftOut.has(kind));
    const list = new Intl.ListFormat(document.documentElement.lang || "en");
    const sentences = [
      things.length && words.leftOut.replace("%(things)s", list.format(things.map((kind) => words[kind]))),
      leftOut.has("notes") && words.notes,
      leftOut.has("linkedNotes") && words.linkedNotes,
    ].filter(Boolean);
    if (!sentences.length) return;
    const message = document.createElement("p");
    message.className = "pasted";
    message.setAttribute("role", "status");
    editor.after(message);
    message.textContent = sentences.join(" ");
  }

  window.draftail.registerPlugin(
    {
      type: "pasting",
      handlePastedText(text, html, editorState, { getEditorRef, setEditorState }) {
        if (!html) return "not-handled";
        const { content, leftOut } = read(html);
        if (content.blocks.length) {
          const pasted = convertFromRaw(content).getBlockMap();
          const whole = Modifier.replaceWithFragment(editorState.getCurrentContent(), editorState.getSelection(), pasted);
          setEditorState(EditorState.push(editorState, whole, "insert-fragment"));
        }
        tell(getEditorRef().editor.closest("[data-draftail-editor-wrapper]"), leftOut);
        return "handled";
      },
    },
    "plugins",
  );
})();
