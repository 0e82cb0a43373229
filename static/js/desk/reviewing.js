/*
 * A part of a text in review: its reviewer types another wording into the same box, comments, and marks what was looked
 * at. The submitted text stays as it is; what is said is kept while it is said.
 */
(() => {
  class ReviewedPart extends window.DeskPart {
    constructor(element, desk) {
      super(element, desk);
      this.comment = element.querySelector("[data-comment]");
      this.looked = element.querySelector("[data-looked]");
      this.verdicts = [...document.querySelectorAll(`input[name="verdict-${element.dataset.part}"]`)];
      this.submitted = element.querySelector("[data-submitted]").content.textContent.trim();
      this.takeOut = element.querySelector("[data-take-out]");
      this.savedRest = this.rest;
    }

    get isDone() {
      return this.looked.checked;
    }

    get verdict() {
      return this.verdicts.find(({ checked }) => checked)?.value ?? "";
    }

    /* What is said beside the box, as one text to compare. */
    get rest() {
      return JSON.stringify([this.comment.value.trim(), this.looked.checked, this.verdict]);
    }

    get isUnsaved() {
      return super.isUnsaved || this.rest !== this.savedRest;
    }

    connect() {
      this.connectBox();
      this.comment.addEventListener("input", () => this.typed());
      this.comment.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
      for (const control of [this.comment, this.looked, ...this.verdicts]) {
        control.addEventListener("change", () => this.save());
      }
      this.takeOut.addEventListener("click", () => {
        this.value = this.submitted;
        this.typed();
      });
      this.recover();
    }

    async finish() {
      this.looked.checked = true;
      await this.save();
      this.desk.goToNext(this, (part) => !part.isDone);
    }

    copyEnglish() {}

    body() {
      const body = super.body(false, false);
      body.set("comment", this.comment.value);
      body.set("looked", this.looked.checked ? "1" : "");
      body.set("verdict", this.verdict);
      this.sentRest = this.rest;
      return body;
    }

    /* What the other window says is there already; what this one has marked besides is sent with it. */
    take({ text, comment, verdict }) {
      this.comment.value = comment;
      for (const choice of this.verdicts) choice.checked = choice.value === verdict;
      super.take({ text });
      this.savedRest = "";
      this.save();
    }

    combine({ combined, combinedComment }) {
      this.comment.value = combinedComment;
      super.combine({ combined });
    }

    keep(text, said, done) {
      this.savedRest = this.sentRest;
      super.keep(text, said, done);
      this.takeOut.hidden = text === this.submitted;
      this.desk.returnTarget.textContent = said.returnLabel;
    }
  }

  window.ReviewedPart = ReviewedPart;
})();
