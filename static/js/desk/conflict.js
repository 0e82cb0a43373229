/* Somebody else has typed into the same part: both texts are there to choose from, and both are in the history. */
(() => {
  function differenceOf(pieces, { lang, dir }) {
    const difference = document.createElement("div");
    Object.assign(difference, { lang, dir });
    for (const [kind, piece] of pieces) {
      const element = kind === "same" ? document.createElement("span") : document.createElement(kind);
      element.textContent = piece;
      difference.append(element, " ");
    }
    return difference;
  }

  function show(part, told) {
    part.element.querySelector(".part__conflict")?.remove();
    const { words } = part.desk;
    const conflict = document.createElement("div");
    conflict.className = "part__conflict";
    conflict.setAttribute("role", "status");
    const said = document.createElement("p");
    said.textContent = told.message;
    conflict.append(said, differenceOf(told.pieces, part.textarea));
    if (told.commentPieces?.length) conflict.append(differenceOf(told.commentPieces, { lang: "", dir: "auto" }));
    const choose = (label, act) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button button-small button-secondary", textContent: label });
      button.addEventListener("click", act);
      conflict.append(button);
    };
    const settle = (now, act) => {
      part.version.value = now.version;
      part.saved = now.text;
      part.conflict = null;
      conflict.remove();
      act(now);
      part.box.focus();
    };
    // What was typed since this box came is in the history before another text takes its place.
    const settleAfterTelling = async (act) => {
      const now = await part.tellAgain();
      if (now) settle(now, act);
    };
    choose(words.useMine, () => settle(told, () => part.save({ instead: true })));
    choose(words.useTheirs, () => settleAfterTelling((now) => part.take(now)));
    choose(words.combine, () => settleAfterTelling((now) => part.combine(now)));
    part.conflict = conflict;
    part.textarea.after(conflict);
  }

  window.showDeskConflict = show;
})();
