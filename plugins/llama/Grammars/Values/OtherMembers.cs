using System.Text.Json;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars.Values;

/// <summary>Writes members whose names have no place of their own: an alternative for each set of patterns that a name may match.</summary>
internal sealed class OtherMembers(SchemaRules rules, TextRules texts)
{
    private const int MostKeyPatterns = 4;

    public Expression Write(ObjectMembers members, ValueRule rule)
    {
        var patterns = members.KeyPatterns;
        if (patterns.Count > MostKeyPatterns)
        {
            throw rules.Refuse(
                rule, $"has {patterns.Count} patterns for names of properties", $"give at most {MostKeyPatterns} in one object");
        }

        var alternatives = new List<Expression>();
        for (var subset = 0; subset < 1 << patterns.Count; subset++)
        {
            if (subset > 0 || members.IsOpen)
                alternatives.AddRange(Matching([.. patterns.Where((_, index) => (subset >> index & 1) == 1)], members, rule));
        }
        return rules.Builder.Share($"{rule.Name}-member", Expression.Choice(alternatives));
    }

    /// <summary>Members whose names match some patterns and no others.</summary>
    private IEnumerable<Expression> Matching(HashSet<string> matched, ObjectMembers members, ValueRule rule)
    {
        var languages = members.KeyPatterns
            .Select(pattern => matched.Contains(pattern) ? rules.Patterns[pattern] : new ComplementLanguage(rules.Patterns[pattern]))
            .Append(new ComplementLanguage(new WordLanguage([.. members.Names, .. members.Forbidden]))).ToList();
        var isAnyName = members.Names.Count + members.Forbidden.Count + members.KeyPatterns.Count + members.NameSchemas.Schemas.Count == 0;
        var value = rules.Value(members.Asked(matched), rule.Notation.Inner, $"{rule.Name}-other");
        foreach (var (quoting, asked) in rule.Notation.Names.SelectMany(_ => NameShapes(members), (quoting, shape) => (quoting, shape)))
        {
            var name = isAnyName
                ? texts.Write(quoting, Shape.Any, JsonTypes.None, rule)
                : Expression.Sequence(quoting.Open, rules.Table(
                    rule, "key", [.. languages, .. asked, .. quoting.Limits(JsonTypes.None)], quoting.Character, quoting.Close));
            yield return rule.Notation.OtherMember(name, value);
        }
    }

    /// <summary>What is asked of all names, as alternatives.</summary>
    private IEnumerable<IReadOnlyList<Language>> NameShapes(ObjectMembers members) => rules.Reader.Read(members.NameSchemas)
        .Where(shape => shape.Types.HasFlag(JsonTypes.String))
        .Select(shape => (IReadOnlyList<Language>)(shape.Values is null ? rules.Patterns.For(shape) : [new WordLanguage(shape.Values
            .Where(value => value.ValueKind == JsonValueKind.String && rules.Matcher.Matches(value, shape with { Values = null }))
            .Select(value => value.GetString()!))]));
}
