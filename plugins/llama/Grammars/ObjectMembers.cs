namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>
/// What is asked of each member of an object, of all its <see cref="ObjectPart"/>s together. A schema that lists members and does not
/// speak of additionalProperties has no others: models fill what is open with inventions.
/// </summary>
internal sealed class ObjectMembers
{
    private readonly Shape _shape;
    private readonly PatternTable _patterns;
    private readonly HashSet<string> _listed;

    public ObjectMembers(Shape shape, PatternTable patterns)
    {
        (_shape, _patterns) = (shape, patterns);
        Required = shape.Objects.SelectMany(part => part.Required).ToHashSet();
        Names = [.. shape.Objects.SelectMany(part => part.Properties).Select(property => property.Name)
            .Concat(shape.Objects.SelectMany(part => part.Required)).Distinct()];
        Forbidden = shape.Objects.SelectMany(part => part.Forbidden).ToHashSet();
        NameSchemas = new Conjunction(shape.Objects.Select(part => part.Names).OfType<SchemaNode>());
        _listed = [.. Names];
        IsOpen = !shape.Objects.Any(part => part.ListsMembers) || shape.Objects.Any(part => part.Additional is not null);
        KeyPatterns = [.. shape.Objects.SelectMany(part => part.Patterns).Select(member => member.Pattern).Distinct()];
    }

    /// <summary>The names that have a place of their own, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    public IReadOnlySet<string> Required { get; }

    public IReadOnlySet<string> Forbidden { get; }

    /// <summary>What is asked of every name.</summary>
    public Conjunction NameSchemas { get; }

    /// <summary>Whether members may have names that nothing matches.</summary>
    public bool IsOpen { get; }

    /// <summary>The regular expressions for names.</summary>
    public IReadOnlyList<string> KeyPatterns { get; }

    /// <returns>Null when there can be no member of that name.</returns>
    public Conjunction? Find(string name)
    {
        if (Forbidden.Contains(name))
            return null;
        var matched = KeyPatterns.Where(pattern => _patterns[pattern].Matches(name)).ToHashSet();
        return _listed.Contains(name) || matched.Count > 0 || IsOpen ? Asked(name, matched) : null;
    }

    /// <summary>What is asked of members whose names have no place of their own and match exactly these patterns.</summary>
    public Conjunction Asked(IReadOnlySet<string> matched) => Asked(null, matched);

    private Conjunction Asked(string? name, IReadOnlySet<string> matched)
    {
        var schemas = new List<SchemaNode>();
        foreach (var part in _shape.Objects)
        {
            var before = schemas.Count;
            schemas.AddRange(name is null ? [] : part.Named(name));
            schemas.AddRange(part.Patterns.Where(member => matched.Contains(member.Pattern)).Select(member => member.Schema));
            if (schemas.Count == before && part.Additional is { } additional)
                schemas.Add(additional);
        }
        return new Conjunction(schemas);
    }
}
