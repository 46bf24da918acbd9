/** Every word the kit and the views put on the screen, by language; a language lacking a word falls back to English. */

const en = {
  play: "Play",
  pause: "Pause",
  step: "Step",
  reset: "Reset",
  stepLabel: "step",
  seedNew: "Next",
  layerMore: "Add a layer",
  layerLess: "Remove the last layer",
  layerUnits: "Units in hidden layer {number}",
  menu: "More",
  copyLink: "Copy link",
  copyDirective: "Copy directive",
  copied: "Copied",
  copyFailed: "Cannot copy here",
  notice: "Notice",
  retry: "Try again",
  stageStart: "Starting Python",
  stageRuntime: "Loading Python",
  stagePython: "Loading Python's library",
  stageNumpy: "Loading NumPy",
  stageModel: "Loading the model",
  megabytes: "{loaded} of {total} MB",
  stopped: "Python could not start, so this is a picture.",
  modelFailed: "The model stopped at {where}: {message}",
  close: "Close",
  backendWasm: "NumPy in WebAssembly",
  backendAbout: "{runtime}. Matrix products: {kernel} ({reason})",
  badChoice: "{name} = {value} is not one of {choices}; {used} is used",
  badNumber: "{name} = {value} is not a number; {used} is used",
  badInteger: "{name} = {value} is not a whole number; {used} is used",
  badRange: "{name} = {value} is not between {min} and {max}; {used} is used",
  badBool: "{name} = {value} is neither 0 nor 1; {used} is used",
  badLayers: "{name} = {value} is not 1 to {most} numbers from {min} to {max} joined by hyphens; {used} is used",
  badPoints:
    "{name} = {value} is not a list of at most {max} x,y,label joined by semicolons, with x and y within {within} of 0 and a label below {labels}; no points are added",
  unknownParameter: "{name} is not a parameter of this demo; the parameters are {names}",
  accuracy: "accuracy",
  onTest: "{value} on new points",
  loss: "loss",
  train: "train",
  test: "test",
  class: "class",
  classA: "blue circle",
  classB: "orange square",
  classC: "green triangle",
  addPoint: "Click adds a",
  mapLabel: "Decision map of two dimensions. Arrow keys move the cursor, Enter adds a point, Escape leaves.",
  curveLabel: "Loss by step",
  networkLabel: "The network: {shape} units",
  describe: "Step {step}: accuracy {accuracy}, loss {loss}.",
};

const CATALOGUES = { en };

/**
 * The words of one language.
 * @param {string} lang a language tag such as `en` or `zh-CN`
 * @returns {(key: string, values?: Record<string, string | number>) => string}
 */
export function catalogue(lang) {
  const words = { ...en, ...CATALOGUES[lang.split("-")[0]] };
  return (key, values = {}) =>
    words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** A fraction as a percentage; 100 % only where nothing is left. */
export function percent(value) {
  const tenths = value >= 1 ? 1000 : Math.min(999, Math.round(value * 1000));
  return `${(tenths / 10).toFixed(tenths === 1000 ? 0 : 1)} %`;
}

/** A whole number with thin grouping, as read aloud from the back row. */
export function grouped(value) {
  return value.toLocaleString("en-US");
}
