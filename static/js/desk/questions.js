/*
 * Questions about a part, in its row: F2 opens the box, Esc closes it, and what was typed stays in it.
 *
 * The box is what the screen of questions shows without this script; it comes when it is asked for.
 */
(() => {
  class PartQuestionsController extends window.StimulusModule.Controller {
    static targets = ["box"];
    static values = { url: String, failed: String };

    async open(event) {
      event.preventDefault();
      this.opener ??= document.activeElement;
      if (!this.hasLoaded && !(await this.load())) {
        // The same, on a screen of its own.
        window.location = this.urlValue;
        return;
      }
      this.element.dataset.asking = "";
      this.boxTarget.querySelector("textarea")?.focus();
    }

    /* By the place of the key, as everywhere on the desk. */
    key(event) {
      if (event.code === "Escape") this.close(event);
      else if (event.ctrlKey && ["Enter", "NumpadEnter"].includes(event.code)) this.send(event);
    }

    close(event) {
      if (!("asking" in this.element.dataset)) return;
      event.stopPropagation();
      delete this.element.dataset.asking;
      this.opener?.focus();
      this.opener = null;
      // What was typed waits in the box; without it the box is asked for anew.
      this.hasLoaded = [...this.boxTarget.querySelectorAll("textarea")].some(({ value }) => value.trim());
    }

    async load() {
      try {
        return await this.show(await fetch(this.urlValue, { headers: { "X-Requested-With": "XMLHttpRequest" } }));
      } catch {
        return false;
      }
    }

    /* Put what was answered into the row; after the end of a session it is something else. */
    async show(answer) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector("[data-box]")) return false;
      this.boxTarget.replaceChildren(...page.body.childNodes);
      this.hasLoaded = true;
      this.dispatch("changed");
      return true;
    }

    /* The button that was pressed, or, with Ctrl + Enter, the first one of the text that was typed. */
    async send(event) {
      const place = event.target.closest(".question__write");
      const button = event.target.closest("button") ?? (event.type === "keydown" && place?.querySelector("button"));
      if (!place || !button) return;
      event.preventDefault();
      const body = new FormData();
      for (const field of place.querySelectorAll("textarea, input:checked")) body.set(field.name, field.value);
      if (place.dataset.reply) {
        body.set("question", place.dataset.reply);
        body.set("action", button.value);
      }
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      const headers = { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": token };
      let isShown = false;
      try {
        isShown = await this.show(await fetch(this.urlValue, { method: "POST", headers, body }));
      } catch {
        // The network is gone: said below.
      }
      if (!isShown) this.say(place);
      else if (this.boxTarget.querySelector("[aria-invalid]")) this.boxTarget.querySelector("[aria-invalid]").focus();
      else {
        this.close(event);
        // What was sent is seen to be there.
        this.boxTarget.scrollIntoView({ block: "nearest" });
      }
    }

    say(place) {
      const said = place.querySelector("[role=status]") ?? document.createElement("p");
      said.setAttribute("role", "status");
      said.className = "error-message";
      said.textContent = this.failedValue;
      place.append(said);
    }
  }

  window.wagtail.app.register("part-questions", PartQuestionsController);
})();
