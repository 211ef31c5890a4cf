// Reads a question and its answers aloud with the voice of the browser, where there is no recording.
// Without this file, or without a voice for the language, there is no button.
const button = document.querySelector("[data-listen-button]");
const place = document.querySelector("[data-listen]");
const synthesis = window.speechSynthesis;
const spoken = place?.closest("[lang]").lang;

function voice() {
  return synthesis.getVoices().find((each) => each.lang.toLowerCase().startsWith(spoken));
}

function offer() {
  button.hidden = !voice();
}

function read() {
  synthesis.cancel();
  const texts = [place.querySelector("h1"), ...place.querySelectorAll(".answer-tile__text")];
  for (const text of texts) {
    const said = new SpeechSynthesisUtterance(text.textContent);
    said.voice = voice();
    said.lang = spoken;
    said.rate = 0.9;
    synthesis.speak(said);
  }
}

if (button && place && synthesis) {
  offer();
  synthesis.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", read);
  window.addEventListener("pagehide", () => synthesis.cancel());
}
