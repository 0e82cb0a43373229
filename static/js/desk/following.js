/*
 * What happens on the desk while somebody sits there: others come and go, and the English may change.
 *
 * Every save tells it, and this asks now and then. A row whose English was changed is exchanged for its new one, and
 * what was typed goes along.
 */
(() => {
  const EVERY = 15000;

  class FollowingController extends window.StimulusModule.Controller {
    static targets = ["notice"];
    static values = { news: String, english: String, version: String, here: String, reload: String, gone: String, changed: String };

    connect() {
      this.asking = setInterval(() => document.hidden || this.ask(), EVERY);
    }

    disconnect() {
      clearInterval(this.asking);
    }

    get desk() {
      return this.application.getControllerForElementAndIdentifier(this.element, "desk");
    }

    async ask() {
      const part = document.activeElement?.closest(".part")?.dataset.part ?? "";
      try {
        const answer = await fetch(`${this.newsValue}?${new URLSearchParams({ part })}`);
        if (answer.ok && !answer.redirected) this.tell(await answer.json());
      } catch {
        // The next save says that the network is gone.
      }
    }

    hear({ detail }) {
      this.tell(detail);
    }

    tell({ english, people }) {
      if (people) this.showPeople(people);
      if (!english || english === this.versionValue) return;
      this.versionValue = english;
      // What is in review stays as it was submitted: who reads it is told, and nothing is exchanged.
      if (this.hasEnglishValue) this.follow();
      else this.showNotice(this.changedValue);
    }

    /* Text that was kept in this browser now stands where this page does not show it yet. */
    tellAside({ detail: { message } }) {
      this.showNotice(message);
    }

    showPeople(people) {
      for (const { element } of this.desk.parts) {
        const names = people[element.dataset.part] ?? [];
        const place = element.querySelector("[data-people]");
        place.hidden = !names.length;
        place.textContent = names.length ? this.hereValue.replace("%(names)s", names.join(", ")) : "";
      }
    }

    async follow() {
      // What is on its way arrives first: it is kept, whatever became of its part.
      await Promise.all(this.desk.parts.map((part) => part.sending));
      const body = new FormData();
      body.set("parts", this.desk.parts.map(({ element }) => element.dataset.part).join(" "));
      const { said, trouble } = await this.desk.line.post(this.englishValue, body);
      if (["refused", "otherPerson"].includes(trouble)) {
        this.showNotice(this.changedValue);
        return;
      }
      if (!said?.rows) {
        // The next news say so again.
        this.versionValue = "";
        return;
      }
      for (const part of [...this.desk.parts]) {
        const { part: id } = part.element.dataset;
        if (said.rows[id]) this.exchange(part, said.rows[id]);
        else if (said.gone.includes(id)) {
          part.findings.show([{ level: "warning", message: this.goneValue }], "", { now: true });
        }
      }
      this.showNotice(said.message);
      this.desk.showProgress();
    }

    /* The new row in the place of the old one, with what was typed and the caret in its box. */
    exchange(old, html) {
      const page = new DOMParser().parseFromString(html, "text/html");
      const element = document.adoptNode(page.querySelector(".part"));
      const isHere = old.element.contains(document.activeElement);
      const caret = old.formatted ? null : old.textarea.selectionStart;
      clearTimeout(old.resting);
      old.element.replaceWith(element);
      const part = new window.DeskPart(element, this.desk);
      this.desk.parts[this.desk.parts.indexOf(old)] = part;
      old.forget();
      part.connect();
      if (old.value !== old.was.value && old.value !== part.value) {
        part.value = old.value;
        part.typed();
      }
      if (!isHere) return;
      part.box.focus();
      if (caret !== null && !part.formatted) part.textarea.setSelectionRange(caret, caret);
    }

    showNotice(message) {
      const link = document.createElement("a");
      link.href = window.location.pathname;
      link.textContent = this.reloadValue;
      this.noticeTarget.replaceChildren(message, " · ", link);
      this.noticeTarget.hidden = false;
    }
  }

  window.wagtail.app.register("following", FollowingController);
})();
