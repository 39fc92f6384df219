using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars.Notations;

/// <summary>Values as Python writes them, or as JSON: models that learned from the one also write the other.</summary>
internal sealed class PythonNotation(GrammarBuilder builder) : JsonNotation(builder)
{
    private const string Controls = "\n\t\r";
    private const string ControlNames = "ntr";

    private static readonly CharacterSet Plain = CharacterSet.Of("'\\").Complement();

    private readonly GrammarBuilder _builder = builder;

    public override string Name => "python";

    public override IReadOnlyList<Quoting> Texts => [Single, Quoted];

    public override IReadOnlyList<Quoting> Names => [Single, Quoted];

    public override Expression Member(string name, Expression value) => Expression.Sequence(
        Expression.Choice(Names.Select(quoting => quoting.Literal(name, JsonTypes.None))), Expression.Literal(":"), Space, value);

    public override Expression Word(string json) => JsonOrPython(json);

    private Quoting Single => new("python", Mark, Mark, Character, Spell)
    {
        Any = (least, most, _) => Expression.Sequence(Characters(least, most), Mark),
    };

    private static Expression Mark { get; } = Expression.Literal("'");

    private Expression Characters(int least, int? most)
    {
        var one = _builder.Share("quoted-char", Expression.Choice(
            Expression.OneOf(Plain),
            Expression.Sequence(Expression.Literal("\\"), Expression.OneOf("'\"\\/bfnrt")),
            Expression.Sequence(Expression.Literal("\\u"), AnyUnit())));
        if (least > 0 || most is not null)
            return _builder.Repeat("quoted-char", one, least, most);
        // An apostrophe between letters ends nothing.
        var letter = CharacterSet.Range('a', 'z').Union(CharacterSet.Range('A', 'Z'));
        return _builder.Repeat(
            "quoted-chars", Expression.Choice(one, Expression.Sequence(Expression.Literal("'"), Expression.OneOf(letter))), 0, null);
    }

    private Expression Character(CharacterSet set)
    {
        var names = string.Concat(Controls.Zip(ControlNames).Where(pair => set.Contains(pair.First)).Select(pair => pair.Second));
        var escaped = set.Intersect(CharacterSet.Of("'\\")).Union(CharacterSet.Of(names));
        return Short("quoted-chars", Expression.Choice(
            Expression.OneOf(set.Intersect(Plain)), Expression.Sequence(Expression.Literal("\\"), Expression.OneOf(escaped))));
    }

    private static Expression Spell(string text) => Expression.Sequence(text.EnumerateRunes().Select(rune =>
    {
        if (rune.Value is '\'' or '\\')
            return Expression.Literal($"\\{rune}");
        var control = Controls.IndexOf(rune.ToString(), StringComparison.Ordinal);
        var plain = Expression.Literal(rune.ToString());
        return control < 0 ? plain : Expression.Choice(plain, Expression.Literal($"\\{ControlNames[control]}"));
    }));
}
