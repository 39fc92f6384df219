using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Chat.Tools.Notations;

/// <summary>
/// Arguments within brackets whose names have no quotes, such as <c>(a='x', b=1)</c> or <c>{a:&lt;|"|&gt;x&lt;|"|&gt;}</c>.
/// </summary>
internal sealed class LiteralArguments : Notation
{
    private readonly LiteralSyntax _syntax;

    /// <summary>All arguments of a call.</summary>
    public LiteralArguments(GrammarBuilder builder, ToolFormat format)
        : this(builder, format.Literals, format.ArgumentsAreSorted, [])
    {
        // Quotes of one character are those of Python, in which values then are.
        Inner = _syntax.Quote.Length == 1
            ? new PythonNotation(builder)
            : new LiteralArguments(
                builder, _syntax with { Open = '{', Close = '}', Assign = ':' }, SortsMembers,
                [RawText.Until("literal", builder, _syntax.Quote, _syntax.Quote, _ => [])]);
    }

    private LiteralArguments(GrammarBuilder builder, LiteralSyntax syntax, bool sorts, IReadOnlyList<Quoting> texts)
    {
        _syntax = syntax;
        SortsMembers = sorts;
        Texts = texts;
        Names = [RawText.Name("", "", builder.Effort)];
        Inner = this;
    }

    public override string Name => Texts.Count == 0 ? "literal-arguments" : "literals";

    public override JsonTypes Types => Texts.Count == 0 ? JsonTypes.Object : JsonTypes.All;

    public override bool SortsMembers { get; }

    public override Notation Inner { get; }

    public override Expression Comma => Expression.Sequence(Expression.Literal(","), Expression.Optional(Expression.Literal(" ")));

    public override (string Open, string Close) Braces => (_syntax.Open.ToString(), _syntax.Close.ToString());

    public override (string Open, string Close) Brackets => ("[", "]");

    public override IReadOnlyList<Quoting> Texts { get; }

    public override IReadOnlyList<Quoting> Names { get; }

    public override Expression Member(string name, Expression value) => OtherMember(Expression.Literal(name), value);

    public override Expression OtherMember(Expression name, Expression value) =>
        Expression.Sequence(name, Expression.Literal(_syntax.Assign.ToString()), value);

    public override Expression Word(string json) => JsonOrPython(json);
}
