/* What the checks say of a part: one line each, with what mends it. */
(() => {
  /* A finding waits for so long a rest: half a number is no wrong number. */
  const REST = 1500;

  class Findings {
    constructor(part) {
      this.part = part;
      this.place = part.element.querySelector(".part__findings");
      this.lines = new Map();
      for (const line of this.place.querySelectorAll("p[data-level]")) {
        this.lines.set(line.textContent.trim(), line);
        this.offer(line);
      }
    }

    /* What is mended goes at once; what is new comes when nothing was typed for a while, or `now`. */
    show(findings, reason, { now = false } = {}) {
      clearTimeout(this.waiting);
      this.takeBackNotDone();
      this.found = findings;
      this.reason = reason;
      this.tellReason(reason);
      const messages = new Set(findings.map(({ message }) => message));
      for (const [message, line] of this.lines) {
        if (messages.has(message)) continue;
        line.remove();
        this.lines.delete(message);
      }
      const isNew = findings.some(({ message }) => !this.lines.has(message));
      const left = this.part.typedAt + REST - Date.now();
      if (!isNew || now || !(left > 0)) this.tell();
      else this.waiting = setTimeout(() => this.tell(), left);
      if (!now && isNew && left > 0) this.mark(findings.filter(({ message }) => this.lines.has(message)));
    }

    /* A line that was there stays as it is. */
    tell() {
      let before = null;
      for (const finding of this.found) {
        const line = this.lines.get(finding.message) ?? this.line(finding);
        this.lines.set(finding.message, line);
        const isThere = line.parentNode === this.place && line.previousElementSibling === before;
        if (!isThere) this.place.insertBefore(line, before ? before.nextSibling : this.place.firstChild);
        before = line;
      }
      this.mark(this.found);
    }

    mark(findings) {
      const isError = findings.some(({ level }) => level === "error") && !this.reason;
      this.part.element.dataset.findings = isError ? "error" : findings.length && !this.reason ? "warning" : "none";
      const because = this.part.element.querySelector("[data-because]");
      if (because) because.hidden = !findings.length || Boolean(this.reason);
      this.part.desk.showProgress();
    }

    tellReason(reason) {
      this.place.querySelector(".part__reason")?.remove();
      if (!reason) return;
      const said = document.createElement("p");
      said.className = "part__reason";
      said.textContent = this.part.desk.words.accepted.replace("%(reason)s", reason);
      this.place.append(said);
    }

    /* A part with an error is not done, and the key goes on only when it is pressed again. */
    tellNotDone() {
      const said = document.createElement("p");
      said.dataset.notDone = "";
      said.textContent = this.part.desk.words.notDone;
      this.takeBackNotDone();
      this.place.append(said);
    }

    takeBackNotDone() {
      this.place.querySelector("[data-not-done]")?.remove();
    }

    line({ level, message, insert, instead }) {
      const line = document.createElement("p");
      Object.assign(line.dataset, { test: "check", level, insert: insert ?? "", instead: instead ?? "" });
      line.textContent = message;
      this.offer(line);
      return line;
    }

    offer(line) {
      const text = line.dataset.insert;
      if (!text) return;
      const button = document.createElement("button");
      button.type = "button";
      const id = text.match(/^<a id="([^"]+)"/)?.[1];
      const shown = this.part.formatted?.labelOf(id) ?? text.replace(/<[^>]+>/g, "");
      const { insert, replace } = this.part.desk.words;
      const { instead } = line.dataset;
      button.textContent = (instead ? replace : insert).replace("%(text)s", shown).replace("%(old)s", instead);
      button.addEventListener("click", () => this.part.insert(text, instead));
      line.append(" ", button);
    }

    /* All of it in one sentence, to be read out. */
    get spoken() {
      return this.found?.map(({ message }) => message).join(" ") ?? "";
    }
  }

  window.DeskFindings = Findings;
})();
