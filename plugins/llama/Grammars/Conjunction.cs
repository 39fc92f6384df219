namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>Schemas that one value has to satisfy all.</summary>
internal sealed class Conjunction
{
    public Conjunction(IEnumerable<SchemaNode> schemas)
    {
        Schemas = [.. schemas.DistinctBy(schema => schema.Pointer).OrderBy(schema => schema.Pointer, StringComparer.Ordinal)];
        Key = string.Join('\n', Schemas.Select(schema => schema.Pointer));
    }

    /// <summary>Asks for nothing.</summary>
    public static Conjunction Any { get; } = new([]);

    public IReadOnlyList<SchemaNode> Schemas { get; }

    /// <summary>The same for the same schemas.</summary>
    public string Key { get; }
}
