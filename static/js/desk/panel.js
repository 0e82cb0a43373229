/*
 * What stands beside the desk: the page with the drafts in it, the English page, what was typed before.
 *
 * Without this script the tabs are links to pages of their own. A text in the page and its row on the desk find each
 * other by the marks that the server has put around every text.
 */
(() => {
  const REST = 600;
  const WIDE = window.matchMedia("(min-width: 68.75rem)");
  const HIDDEN = "beacons-desk-panel-hidden";

  class PanelController extends window.StimulusModule.Controller {
    static targets = ["tab", "frame", "text", "questions"];

    connect() {
      this.desk = this.element.closest(".desk");
      this.button = this.desk.querySelector("[data-panel-button]");
      this.button.hidden = false;
      this.button.addEventListener("click", () => this.toggle());
      this.desk.classList.toggle("desk--alone", WIDE.matches && localStorage.getItem(HIDDEN) !== null);
      this.tellButton();
      WIDE.addEventListener("change", () => this.tellButton());
      for (const tab of this.tabTargets) {
        tab.addEventListener("click", (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          this.show(tab);
        });
      }
      this.frameTarget.addEventListener("load", () => this.loaded());
      this.textTarget.addEventListener("click", (event) => this.pressedInText(event));
      this.desk.addEventListener("focusin", ({ target }) => this.follow(target.closest(".part")));
      this.desk.addEventListener("desk:saved", () => this.saved());
      this.desk.addEventListener("desk:panel", () => this.toggle());
      document.addEventListener("keydown", (event) => this.key(event), true);
      this.loaded();
    }

    /* By the place of the key: the same on an Arabic keyboard. */
    key(event) {
      if (event.code === "KeyP" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        this.toggle();
      } else if (event.code === "Escape" && this.desk.classList.contains("desk--panel-open")) {
        this.toggle();
        this.button.focus();
      }
    }

    get isShown() {
      return WIDE.matches ? !this.desk.classList.contains("desk--alone") : this.desk.classList.contains("desk--panel-open");
    }

    toggle() {
      if (WIDE.matches) {
        const isAlone = this.desk.classList.toggle("desk--alone");
        if (isAlone) localStorage.setItem(HIDDEN, "");
        else localStorage.removeItem(HIDDEN);
      } else {
        this.desk.classList.toggle("desk--panel-open");
      }
      this.tellButton();
      // A page that is not shown does not scroll.
      if (this.isShown) this.outline();
    }

    tellButton() {
      this.button.setAttribute("aria-expanded", String(this.isShown));
    }

    get tab() {
      return this.tabTargets.find((tab) => tab.getAttribute("aria-current") === "true");
    }

    show(tab) {
      for (const other of this.tabTargets) {
        if (other === tab) other.setAttribute("aria-current", "true");
        else other.removeAttribute("aria-current");
      }
      const { shown } = tab.dataset;
      this.frameTarget.hidden = shown !== "frame";
      this.textTarget.hidden = shown !== "text";
      this.questionsTarget.hidden = shown !== "questions";
      if (shown === "text") this.loadText();
      if (shown !== "frame") return;
      this.frameTarget.title = tab.textContent.trim();
      this.frameTarget.src = tab.href;
    }

    get page() {
      return this.frameTarget.hidden ? null : this.frameTarget.contentDocument;
    }

    loaded() {
      const page = this.page;
      if (!page || page.deskIsListening) return;
      page.deskIsListening = true;
      page.addEventListener("click", (event) => this.pressedInPage(event), true);
      page.addEventListener("keydown", (event) => this.key(event), true);
      this.outline();
    }

    /* A link would lead away from the page; what opens and closes in it still does. */
    pressedInPage(event) {
      const link = event.target.closest("a[href]");
      if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
      const text = event.target.closest("[data-part]");
      const part = text && this.partOf(text.dataset.part);
      if (!part) return;
      event.preventDefault();
      if (!WIDE.matches) this.toggle();
      this.isFollowing = true;
      part.hidden = false;
      this.boxOf(part).focus();
    }

    partOf(id) {
      return document.getElementById(`segment-${id}`);
    }

    boxOf(part) {
      return part.querySelector("[role=textbox]") ?? part.querySelector("[data-test=segment-input]");
    }

    follow(part) {
      if (!part || part === this.part) return;
      this.part = part;
      this.outline();
      if (!this.textTarget.hidden) {
        clearTimeout(this.reading);
        this.reading = setTimeout(() => this.loadText(), REST / 2);
      }
    }

    /* Show where the text of the row stands, unless somebody has just pressed it there. */
    outline() {
      const page = this.page;
      if (!page?.body) return;
      for (const old of page.querySelectorAll(".desk-active")) old.classList.remove("desk-active");
      if (!this.part) return;
      const texts = page.querySelectorAll(`[data-part="${CSS.escape(this.part.dataset.part)}"]`);
      for (const text of texts) text.classList.add("desk-active");
      const place = [...texts].find((text) => !text.closest("nav")) ?? texts[0];
      if (place && !this.isFollowing) window.scrollInFrame(place);
      this.isFollowing = false;
    }

    saved() {
      clearTimeout(this.refreshing);
      this.refreshing = setTimeout(() => (this.textTarget.hidden ? this.refresh() : this.loadText()), REST);
    }

    /* The new page takes the place of the old one where the reader was. */
    async refresh() {
      const page = this.page;
      const old = page?.querySelector("main");
      if (!old) return;
      try {
        const answer = await fetch(this.tab.href);
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
        if (!answer.ok || answer.redirected || !fresh) return;
        const { scrollX, scrollY } = page.defaultView;
        old.replaceWith(page.adoptNode(fresh));
        page.defaultView.scrollTo(scrollX, scrollY);
        this.isFollowing = true;
        this.outline();
      } catch {
        // The line above the list says that the network is gone.
      }
    }

    async loadText() {
      const address = new URL(this.tab.href);
      address.searchParams.set("beside", "");
      if (this.part) address.searchParams.set("part", this.part.dataset.part);
      try {
        const answer = await fetch(address);
        if (!answer.ok || answer.redirected) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        this.textTarget.replaceChildren(...page.body.childNodes);
      } catch {
        // The line above the list says that the network is gone.
      }
    }

    /* What is put back is typed into the box, so that it is kept and can be undone like anything typed. */
    pressedInText(event) {
      const button = event.target.closest("[data-test=put-back]");
      const part = button && this.partOf(button.dataset.part);
      const controller = part && this.application.getControllerForElementAndIdentifier(this.desk, "desk");
      const known = controller?.parts?.find(({ element }) => element === part);
      if (!known) return;
      event.preventDefault();
      known.use(button.dataset.text);
    }
  }

  window.wagtail.app.register("desk-panel", PanelController);
})();
