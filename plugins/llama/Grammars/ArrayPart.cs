namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>What one schema asks of the items of an array.</summary>
/// <param name="Prefix">Schemas of the first items, one each.</param>
/// <param name="Items">The schema of all further items; null asks nothing.</param>
/// <param name="IsClosed">Whether there are no further items.</param>
internal sealed record ArrayPart(IReadOnlyList<SchemaNode> Prefix, SchemaNode? Items, bool IsClosed);
