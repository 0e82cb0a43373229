/* The small box that says where a link goes, and gives it another address in this language. */
(() => {
  class Links {
    constructor(part) {
      this.part = part;
      this.links = new Map(JSON.parse(part.element.dataset.links || "[]").map((link) => [link.id, link]));
      this.template = document.getElementById("desk-link");
    }

    /* The number that a note has among the notes; null for what is no note. */
    noteOf(id) {
      const link = this.links.get(id);
      return link?.is_note ? link.number : null;
    }

    open(id, opener) {
      this.close();
      const link = this.links.get(id);
      if (!link || link.is_note || !this.template) return;
      const box = this.template.content.firstElementChild.cloneNode(true);
      this.box = box;
      this.opener = opener;
      box.querySelector("[data-says]").textContent = link.says;
      const form = box.querySelector("[data-own]");
      const { url, review } = this.part.element.dataset;
      form.hidden = !link.address || !url || review !== undefined || this.part.textarea.readOnly;
      const input = box.querySelector("input");
      input.value = link.own;
      input.placeholder = link.address;
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        this.save(id, input.value);
      });
      box.querySelector("[data-keep]").addEventListener("click", () => this.save(id, input.value));
      box.querySelector("[data-close]").addEventListener("click", () => this.close());
      this.part.textarea.after(box);
      (form.hidden ? box.querySelector("[data-close]") : input).focus();
    }

    /* Return whether there was one to close. */
    close() {
      if (!this.box) return false;
      // Before the box goes: the tools are there only while the part has the focus.
      if (this.box.contains(document.activeElement)) (this.opener ?? this.part.box).focus();
      this.box.remove();
      this.box = null;
      return true;
    }

    async save(id, address) {
      const body = new FormData();
      body.set("address", address);
      const told = this.box.querySelector("[role=status]");
      const { said, trouble } = await this.part.line.post(`${this.part.element.dataset.url}links/${id}/`, body);
      if (said?.link) {
        this.links.set(id, said.link);
        this.part.desk.say?.(said.link.says);
        this.part.desk.saved(this.part);
        this.close();
      } else told.textContent = said?.message ?? this.part.desk.words[trouble];
    }
  }

  window.DeskLinks = Links;
})();
