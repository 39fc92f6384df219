using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>The regular expressions of a schema, each read once.</summary>
internal sealed class PatternTable(Effort effort)
{
    private readonly Dictionary<string, RegexLanguage> _languages = [];

    public Effort Effort => effort;

    public Language this[string pattern]
    {
        get
        {
            if (!_languages.TryGetValue(pattern, out var language))
                _languages[pattern] = language = RegexLanguage.Parse(pattern, effort);
            return language;
        }
    }

    /// <summary>All that a shape asks of a string.</summary>
    public IReadOnlyList<Language> For(Shape shape)
    {
        var languages = shape.Patterns.Select(pattern => this[pattern]).ToList();
        languages.AddRange(shape.NotPatterns.Select(pattern => new ComplementLanguage(this[pattern])));
        if (shape.NotTexts.Count > 0)
            languages.Add(new ComplementLanguage(new WordLanguage(shape.NotTexts)));
        if (shape.MinLength > 0 || shape.MaxLength is not null)
            languages.Add(new LengthLanguage(shape.MinLength, shape.MaxLength));
        return languages;
    }
}
