/* "Next finding" walks through what the checks found, in the page itself. Without this script their list does. */
(() => {
  class ReadThroughController extends window.StimulusModule.Controller {
    static targets = ["frame", "next", "said", "stop"];

    connect() {
      this.nextTarget.hidden = this.stopTargets.length === 0;
      this.frameTarget.addEventListener("load", () => this.outline());
      for (const [index, stop] of this.stopTargets.entries()) {
        stop.addEventListener("click", (event) => {
          event.preventDefault();
          this.goTo(index);
        });
      }
    }

    next() {
      this.goTo(((this.here ?? -1) + 1) % this.stopTargets.length);
    }

    goTo(index) {
      this.here = index;
      const stop = this.stopTargets[index];
      for (const other of this.stopTargets) other.removeAttribute("aria-current");
      stop.setAttribute("aria-current", "true");
      stop.scrollIntoView({ block: "nearest" });
      this.saidTarget.textContent = stop.textContent;
      this.outline();
    }

    /* Where the page has not come yet, this is done again when it is there. */
    outline() {
      const stop = this.stopTargets[this.here];
      if (!stop) return;
      const page = this.frameTarget.contentDocument;
      for (const old of page.querySelectorAll(".desk-active")) old.classList.remove("desk-active");
      const texts = [...page.querySelectorAll(`[data-part="${CSS.escape(stop.dataset.part)}"]`)];
      for (const text of texts) text.classList.add("desk-active");
      const place = texts.find((text) => !text.closest("nav")) ?? texts[0];
      if (place) window.scrollInFrame(place);
    }
  }

  window.wagtail.app.register("read-through", ReadThroughController);
})();
