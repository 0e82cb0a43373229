/*
 * What helps with a part: earlier translations, terms, the other language.
 *
 * One of them is marked, and a key uses it, so that neither hand leaves the keyboard.
 */
(() => {
  class Help {
    constructor(part) {
      this.part = part;
      this.place = part.element.querySelector("[data-help]");
      this.place.addEventListener("click", ({ target }) => {
        const button = target.closest("[data-use], [data-insert]");
        if (button) this.press(button);
      });
      part.element.querySelector(".part__source").addEventListener("click", ({ target }) => {
        const term = target.closest(".part__term");
        // Who selects words does not press them.
        if (term && document.getSelection().isCollapsed) this.part.insert(term.dataset.insert);
      });
    }

    /* Asked for when somebody comes here; with `words`, how these were translated before. */
    async load(words = "") {
      if (this.isLoaded && !words) return;
      this.isLoaded = true;
      try {
        const query = words ? `?${new URLSearchParams({ words })}` : "";
        const answer = await fetch(`${this.part.element.dataset.url}help/${query}`);
        if (!answer.ok || answer.redirected) throw new Error(answer.status);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        this.place.replaceChildren(...page.body.childNodes);
        this.mark(0);
      } catch {
        this.isLoaded = false;
      }
    }

    get offers() {
      return [...this.place.querySelectorAll(".help__offers [data-use], .help__terms [data-insert]")];
    }

    mark(index) {
      const { offers } = this;
      this.marked = Math.min(Math.max(index, 0), offers.length - 1);
      offers.forEach((offer, place) => {
        const isMarked = place === this.marked;
        offer.classList.toggle("help__marked", isMarked);
        if (isMarked) offer.setAttribute("aria-current", "true");
        else offer.removeAttribute("aria-current");
      });
      return offers[this.marked];
    }

    step(by) {
      const offer = this.mark((this.marked ?? 0) + by);
      if (offer) this.part.desk.say?.(offer.dataset.insert ?? offer.dataset.words ?? "");
    }

    useMarked() {
      const offer = this.offers[this.marked ?? 0];
      if (offer) this.press(offer);
    }

    press({ dataset }) {
      if (dataset.use !== undefined) this.part.use(dataset.use);
      else this.part.insert(dataset.insert);
    }

    findSelected() {
      const words = document.getSelection().toString().trim();
      if (words) this.load(words);
    }
  }

  window.DeskHelp = Help;
})();
