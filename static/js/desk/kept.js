/* What could not be sent yet, in this browser, by the desk and the part. A browser may refuse to keep anything. */
window.deskKept = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },

  set(key, value) {
    try {
      if (value) localStorage.setItem(key, JSON.stringify(value));
      else localStorage.removeItem(key);
    } catch {
      // Then it is kept by this page alone, which asks before it is left.
    }
  },

  keyOf(desk, part) {
    return `beacons-desk-${desk}-${part}`;
  },

  /* The ids of the parts of a desk of which something is kept. */
  partsOf(desk) {
    const prefix = this.keyOf(desk, "");
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
      return keys.map((key) => key.slice(prefix.length));
    } catch {
      return [];
    }
  },
};
