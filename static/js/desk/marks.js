/* The line of help under an Arabic box: marks that its keyboard hides, words kept together, marks that nobody sees. */
(() => {
  const TOGETHER = ["\u2068", "\u2069"];
  const NAMES = {
    "\u061c": "ALM",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "[",
    "\u2069": "]",
    "\u00a0": "°",
  };

  class Marks {
    constructor(part) {
      this.part = part;
      this.line = part.element.querySelector("[data-marks]");
      this.shown = part.element.querySelector("[data-marks-shown]");
      if (!this.line) return;
      this.line.hidden = false;
      this.line.addEventListener("click", ({ target }) => {
        const { dataset } = target.closest("button") ?? { dataset: {} };
        if (dataset.mark) this.part.insert(dataset.mark);
        else if (dataset.together !== undefined) this.part.surround(...TOGETHER);
        else if (dataset.show !== undefined) this.toggle(target.closest("button"));
      });
    }

    toggle(button) {
      this.isShown = !this.isShown;
      button.setAttribute("aria-pressed", String(this.isShown));
      this.show();
    }

    show() {
      if (!this.shown) return;
      this.shown.hidden = !this.isShown;
      if (!this.isShown) return;
      const text = this.part.formatted ? this.part.box.textContent : this.part.value;
      this.shown.replaceChildren(
        ...[...text].map((character) => {
          if (!(character in NAMES)) return character;
          const mark = document.createElement("span");
          mark.className = "part__mark";
          mark.textContent = NAMES[character];
          return mark;
        }),
      );
    }
  }

  window.DeskMarks = Marks;
})();
