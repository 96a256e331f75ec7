// Ears and mouth of the browser, where it has them.

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;

export const canSpeak = "speechSynthesis" in window;
export const canListen = Boolean(Recognition);

/** Say the text; resolves when it was said, or could not be. */
export function say(text, language) {
  return new Promise((resolve) => {
    window.speechSynthesis.cancel();
    const words = new SpeechSynthesisUtterance(text);
    words.lang = language;
    words.onend = words.onerror = resolve;
    window.speechSynthesis.speak(words);
  });
}

export function hush() {
  if (canSpeak) window.speechSynthesis.cancel();
}

/** Listen once; `heard` gets the words, `ended` is called in any case. Returns how to stop. */
export function listen(language, heard, ended) {
  const ear = new Recognition();
  ear.lang = language;
  ear.onresult = (event) => heard(event.results[0][0].transcript);
  ear.onend = ended;
  ear.start();
  return () => ear.abort();
}
