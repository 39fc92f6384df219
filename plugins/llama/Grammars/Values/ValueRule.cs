using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Grammars.Values;

/// <summary>A rule for a value.</summary>
/// <param name="Name">Its name; rules for parts of the value are named after it.</param>
/// <param name="Place">The schema it is of, as a JSON pointer.</param>
/// <param name="Notation">How the value is written.</param>
internal sealed record ValueRule(string Name, string Place, Notation Notation);
