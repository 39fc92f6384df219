using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Languages;
using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Chat.Tools.Notations;

/// <summary>
/// Values as elements named after them, which hold further elements: an array's items are named <c>item</c>. Every element ends with
/// what also begins one, then a slash and its name.
/// </summary>
internal sealed class ElementArguments : Notation
{
    private readonly string _open;
    private readonly string _nameEnd;
    private readonly bool _isValue;

    /// <summary>All arguments of a call.</summary>
    public ElementArguments(GrammarBuilder builder, ToolFormat format)
        : this(format, [], [RawText.Name(format.ArgNamePrefix.Trim(), format.ArgNameSuffix.Trim(), builder.Effort)])
    {
        var onlyText = new OnlyText(builder.Effort, mayBeEmpty: false);
        Inner = new ElementArguments(format, [RawText.Until("element", builder, "", _open, onlyText.Beside)], Names);
    }

    private ElementArguments(ToolFormat format, IReadOnlyList<Quoting> texts, IReadOnlyList<Quoting> names)
    {
        _open = format.ArgNamePrefix.Trim();
        _nameEnd = format.ArgNameSuffix.Trim();
        _isValue = texts.Count > 0;
        Texts = texts;
        Names = names;
        Inner = this;
    }

    public override string Name => _isValue ? "element" : "elements";

    public override JsonTypes Types => _isValue ? JsonTypes.All : JsonTypes.Object;

    public override Notation Inner { get; }

    public override Expression End => Expression.Literal(_isValue ? _open : "");

    public override IReadOnlyList<Quoting> Texts { get; }

    public override IReadOnlyList<Quoting> Names { get; }

    public override Expression Member(string name, Expression value) =>
        Expression.Sequence(Expression.Literal($"{_open}{name}{_nameEnd}"), value, Expression.Literal($"/{name}{_nameEnd}"), LineEnd);

    public override Expression OtherMember(Expression name, Expression value) => Expression.Sequence(
        name, value, Expression.Literal("/"),
        Expression.Repeat(Expression.OneOf(CharacterSet.Of(_nameEnd[..1] + " \n").Complement()), 1, null),
        Expression.Literal(_nameEnd), LineEnd);

    public override Expression Item(Expression value) => Member("item", value);

    public override Expression Word(string json) => JsonOrPython(json);

    private static Expression LineEnd { get; } = Expression.Optional(Expression.Literal("\n"));
}
