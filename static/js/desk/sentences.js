/*
 * The sentence where the caret is, tinted in the English, where both texts have as many sentences.
 *
 * Painted by the browser: no element comes into either text.
 */
(() => {
  const NAME = "desk-sentence";

  function pieces(text, language) {
    const segments = new Intl.Segmenter(language, { granularity: "sentence" }).segment(text);
    return [...segments].filter(({ segment }) => segment.trim());
  }

  const steps = (node) => document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const written = ({ data, tagName }) => data ?? (tagName === "BR" ? "\n" : "");

  /* The text of an element, with its line breaks. */
  function textOf(element) {
    const walker = steps(element);
    let text = "";
    while (walker.nextNode()) text += written(walker.currentNode);
    return text;
  }

  /* Where the caret stands in a box, counted in characters; null where it is not in it. */
  function caretIn(box) {
    if (box.selectionStart !== undefined) return box.selectionStart;
    const { focusNode, focusOffset } = document.getSelection();
    if (!focusNode || !box.contains(focusNode)) return null;
    const before = document.createRange();
    before.selectNodeContents(box);
    before.setEnd(focusNode, focusOffset);
    return textOf(before.cloneContents()).length;
  }

  function rangeOf(element, start, end) {
    const range = document.createRange();
    const walker = steps(element);
    let passed = 0;
    let isBegun = false;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const next = passed + written(node).length;
      const isText = node.nodeType === Node.TEXT_NODE;
      if (isText && !isBegun && start < next) {
        range.setStart(node, start - passed);
        isBegun = true;
      }
      if (isText && isBegun && end <= next) {
        range.setEnd(node, end - passed);
        return range;
      }
      passed = next;
    }
    return null;
  }

  function tint(part) {
    if (!window.CSS?.highlights) return;
    CSS.highlights.delete(NAME);
    const source = part?.element.querySelector(".part__source-text");
    // What was changed is marked already, and its old words belong to no sentence.
    if (!source || part.state === "changed") return;
    const caret = caretIn(part.box);
    const typed = part.box.value ?? textOf(part.box);
    const ours = pieces(typed, part.box.lang);
    const english = pieces(textOf(source), "en");
    if (caret === null || english.length < 2 || ours.length !== english.length) return;
    const place = ours.findLastIndex(({ index }) => index <= caret);
    const { index, segment } = english[Math.max(place, 0)];
    const range = rangeOf(source, index, index + segment.trimEnd().length);
    if (range) CSS.highlights.set(NAME, new Highlight(range));
  }

  window.tintSentence = tint;
})();
