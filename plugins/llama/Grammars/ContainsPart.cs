namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>Some items of an array must satisfy a schema.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Least">How many at least.</param>
/// <param name="Pointer">Where it is said.</param>
internal sealed record ContainsPart(SchemaNode Schema, int Least, string Pointer);
