namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>What one schema asks of the members of an object.</summary>
/// <param name="Properties">Schemas by name, in the schema's order.</param>
/// <param name="Patterns">Schemas of the members whose names match a regular expression.</param>
/// <param name="Additional">The schema of members that neither names; null where the schema does not say.</param>
/// <param name="Required">The names that must be there.</param>
internal sealed record ObjectPart(
    IReadOnlyList<(string Name, SchemaNode Schema)> Properties, IReadOnlyList<(string Pattern, SchemaNode Schema)> Patterns,
    SchemaNode? Additional, IReadOnlyList<string> Required)
{
    private readonly ILookup<string, SchemaNode> _byName = Properties.ToLookup(property => property.Name, property => property.Schema);

    /// <summary>What is asked of every name; null where nothing is.</summary>
    public SchemaNode? Names { get; init; }

    /// <summary>The names that must not be there.</summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];

    /// <summary>Whether there are no members but those listed here or beside it.</summary>
    public bool Closes { get; init; }

    /// <summary>Whether this only asks, as the condition of an if does: it says nothing about members that it does not list.</summary>
    public bool IsCondition { get; init; }

    /// <summary>The schemas of one property; several where a document repeats a name.</summary>
    public IEnumerable<SchemaNode> Named(string name) => _byName[name];

    /// <summary>Whether the schema lists what members there are.</summary>
    public bool ListsMembers => Closes || (!IsCondition && (Properties.Count > 0 || Patterns.Count > 0));
}
