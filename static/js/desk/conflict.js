/* Somebody else has typed into the same part: both texts are there to choose from, and both are in the history. */
(() => {
  function show(part, { message, text, version, pieces, combined }) {
    part.element.querySelector(".part__conflict")?.remove();
    const { words } = part.desk;
    const conflict = document.createElement("div");
    conflict.className = "part__conflict";
    conflict.setAttribute("role", "status");
    const said = document.createElement("p");
    said.textContent = message;
    const difference = document.createElement("div");
    Object.assign(difference, { lang: part.textarea.lang, dir: part.textarea.dir });
    for (const [kind, piece] of pieces) {
      const element = kind === "same" ? document.createElement("span") : document.createElement(kind);
      element.textContent = piece;
      difference.append(element, " ");
    }
    conflict.append(said, difference);
    const choose = (label, act) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button button-small button-secondary", textContent: label });
      button.addEventListener("click", () => {
        part.version.value = version;
        part.conflict = null;
        conflict.remove();
        act();
        part.box.focus();
      });
      conflict.append(button);
    };
    choose(words.useMine, () => part.save());
    choose(words.useTheirs, () => part.take(text));
    choose(words.combine, () => part.use(combined));
    part.conflict = conflict;
    part.textarea.after(conflict);
  }

  window.showDeskConflict = show;
})();
