// For the parts below: their texts in the site's language, and a voice for screen readers.
const texts = document.getElementById("site-texts")?.dataset ?? {};
const announce = (() => {
  const voice = document.createElement("p");
  voice.id = "site-announcement";
  voice.className = "visually-hidden";
  voice.setAttribute("role", "status");
  document.body.append(voice);
  return (text) => {
    // Emptied first, or the same words would not be said twice.
    voice.textContent = "";
    setTimeout(() => {
      voice.textContent = text;
    }, 100);
  };
})();
