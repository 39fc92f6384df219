using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Chat.Tools.Notations;

/// <summary>Arguments that each stand between markers with their names, such as <c>&lt;parameter=a&gt;1&lt;/parameter&gt;</c>.</summary>
internal sealed class TaggedArguments : Notation
{
    private readonly ToolFormat _format;
    private readonly Expression _behindValue;

    public TaggedArguments(GrammarBuilder builder, ToolFormat format)
    {
        _format = format;
        var end = format.ArgValueSuffix.TrimEnd();
        _behindValue = Expression.Optional(Expression.Literal(format.ArgValueSuffix[end.Length..]));
        Inner = new TaggedValue(builder, format, end);
        Names = [RawText.Name(format.ArgNamePrefix.TrimStart(), format.ArgNameSuffix, builder.Effort)];
    }

    public override string Name => "tagged-arguments";

    public override JsonTypes Types => JsonTypes.Object;

    public override Notation Inner { get; }

    public override IReadOnlyList<Quoting> Texts => [];

    public override IReadOnlyList<Quoting> Names { get; }

    public override Expression Member(string name, Expression value) =>
        OtherMember(Expression.Literal(_format.ArgNamePrefix.TrimStart() + name + _format.ArgNameSuffix), value);

    public override Expression OtherMember(Expression name, Expression value)
    {
        var space = _format.ArgNamePrefix[..^_format.ArgNamePrefix.TrimStart().Length];
        return Expression.Sequence(
            Expression.Optional(Expression.Literal(space)), name,
            Expression.Literal(_format.ValueTypes is null ? _format.ArgValuePrefix : ""), value, _behindValue);
    }

    /// <summary>The value: texts as they are, all else as JSON or as Python writes it.</summary>
    private sealed class TaggedValue : Notation
    {
        private const string DataStart = "<![CDATA[";
        private const string DataEnd = "]]>";

        private readonly string _end;
        private readonly string _typeEnd;
        private readonly TypeWords? _types;

        public TaggedValue(GrammarBuilder builder, ToolFormat format, string end)
        {
            _end = end;
            Inner = format.ValuesArePython ? new PythonNotation(builder) : new JsonNotation(builder);
            _types = format.ValueTypes;
            _typeEnd = format.ArgValuePrefix;
            if (_types is not null)
            {
                Texts = [RawText.Until("typed-value", builder, Typed(_types.Text), end, _ => [])];
                return;
            }
            var onlyText = new OnlyText(builder.Effort, mayBeEmpty: true);
            if (!format.HasCharacterData)
            {
                Texts = [RawText.Until("value", builder, "", end, onlyText.Beside)];
                return;
            }
            var notData = RawText.NotStarting("^<!\\[CDATA\\[", builder.Effort);
            Texts =
            [
                RawText.Until("value", builder, "", end, others => [notData, .. onlyText.Beside(others)]),
                RawText.Until("data", builder, DataStart, DataEnd, _ => [], end),
            ];
        }

        public override string Name => "tagged-value";

        public override Notation Inner { get; }

        public override Expression End => Expression.Literal(_end);

        public override Expression Space => Inner.Space;

        public override Expression Comma => Inner.Comma;

        public override (string Open, string Close) Braces => (Typed(_types?.Object) + Inner.Braces.Open, Inner.Braces.Close);

        public override (string Open, string Close) Brackets => (Typed(_types?.Array) + Inner.Brackets.Open, Inner.Brackets.Close);

        public override IReadOnlyList<Quoting> Texts { get; }

        public override IReadOnlyList<Quoting> Names => Inner.Names;

        public override Expression Member(string name, Expression value) => Inner.Member(name, value);

        public override Expression OtherMember(Expression name, Expression value) => Inner.OtherMember(name, value);

        public override Expression Number(Expression digits) => Expression.Sequence(Expression.Literal(Typed(_types?.Number)), digits);

        public override Expression Word(string json) => Expression.Sequence(
            Expression.Literal(Typed(json == "null" ? _types?.Null : _types?.Boolean)), JsonOrPython(json));

        /// <summary>What stands before a value of a type, behind its name.</summary>
        private string Typed(string? word) => word is null ? "" : word + _typeEnd;
    }
}
