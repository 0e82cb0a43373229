/*
 * The line from the desk to the server: what is sent arrives, or it is told why it does not.
 *
 * A sign-in ends, and another one has another token: it is read again from the page, so that signing in in another tab
 * is enough.
 */
(() => {
  class Line {
    /* `owner` is who was signed in when the page came. */
    constructor({ token, owner }) {
      this.token = token;
      this.owner = owner;
    }

    /* Send a form; return what the server says, or why it could not be asked. */
    async post(address, body) {
      const answer = await this.send(address, body);
      if (answer?.status !== 403) return this.read(answer);
      const trouble = await this.renew();
      return trouble ? { trouble } : this.read(await this.send(address, body));
    }

    async send(address, body) {
      try {
        return await fetch(address, {
          method: "POST",
          headers: { "X-CSRFToken": this.token, "X-Requested-With": "XMLHttpRequest" },
          body,
        });
      } catch {
        return null;
      }
    }

    async read(answer) {
      if (!answer) return { trouble: "unsaved" };
      if (answer.status === 403) return { trouble: "refused" };
      try {
        return { status: answer.status, said: await answer.json() };
      } catch {
        return { trouble: answer.redirected ? "signedOut" : "unsaved" };
      }
    }

    /* Ask for the page again, for the token of whoever is signed in now; return what is wrong, if anything is. */
    async renew() {
      try {
        const answer = await fetch(location.pathname, { credentials: "same-origin" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const desk = page.querySelector("[data-controller~=desk]");
        if (!desk) return answer.redirected && answer.url.includes("login") ? "signedOut" : "refused";
        if (this.owner && desk.dataset.owner !== this.owner) return "otherPerson";
        this.token = page.querySelector("[name=csrfmiddlewaretoken]").value;
        return null;
      } catch {
        return "unsaved";
      }
    }
  }

  window.DeskLine = Line;
})();
