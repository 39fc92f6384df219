using System.Text;
using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Methods that make another string.</summary>
internal static class ChangingMethods
{
    private const int TabWidth = 8;

    public static readonly (string, BuiltinBody)[] All =
    [
        Change("upper", Casing.Upper),
        Change("lower", Casing.Lower),
        Change("casefold", text => Casing.Lower(text).Replace("ß", "ss", StringComparison.Ordinal)),
        Change("capitalize", Casing.Capitalize),
        Change("title", Casing.TitleWords),
        Change("swapcase", Casing.Swap),
        ("strip(chars?)", (state, value, arguments) => Strip(state, value, arguments, atStart: true, atEnd: true)),
        ("lstrip(chars?)", (state, value, arguments) => Strip(state, value, arguments, atStart: true, atEnd: false)),
        ("rstrip(chars?)", (state, value, arguments) => Strip(state, value, arguments, atStart: false, atEnd: true)),
        ("removeprefix(prefix)", (state, value, arguments) => Text(value).Text.StartsWith(arguments.Text(0), StringComparison.Ordinal)
            ? state.Made(Text(value).Text[arguments.Text(0).Length..], Text(value).IsMarkup)
            : value),
        ("removesuffix(suffix)", (state, value, arguments) => Text(value).Text.EndsWith(arguments.Text(0), StringComparison.Ordinal)
            ? state.Made(Text(value).Text[..^arguments.Text(0).Length], Text(value).IsMarkup)
            : value),
        ("replace(old, new, count?)", (state, value, arguments) =>
            Replacing.Replace(state, Text(value), arguments.Text(0), arguments.Text(1), arguments.Integer(2, -1))),
        ("center(width, fillchar?)", (state, value, arguments) =>
            Padding.Center(state, Text(value), arguments.Integer(0, 0), Fill(arguments))),
        ("ljust(width, fillchar?)", (state, value, arguments) =>
            Padding.Left(state, Text(value), arguments.Integer(0, 0), Fill(arguments))),
        ("rjust(width, fillchar?)", (state, value, arguments) =>
            Padding.Right(state, Text(value), arguments.Integer(0, 0), Fill(arguments))),
        ("zfill(width)", (state, value, arguments) => Padding.Zeros(state, Text(value), arguments.Integer(0, 0))),
        ("expandtabs(tabsize?)", ExpandTabs),
        ("join(iterable)", Join),
        ("translate(table)", Translate),
        ("format(*)", (state, value, arguments) => BraceFormat.Format(state, Text(value), arguments.Given)),
        ("format_map(mapping)", (state, value, arguments) => BraceFormat.FormatMap(state, Text(value), arguments.Required(0))),
    ];

    private static StringValue Text(JinjaValue value) => (StringValue)value;

    private static string Fill(BoundArguments arguments) => arguments[1] is null ? " " : arguments.Text(1);

    private static (string, BuiltinBody) Change(string name, Func<string, string> change) => ($"{name}()", (state, value, _) =>
    {
        state.Budget.Text(Text(value).Text.Length);
        return state.Made(change(Text(value).Text), Text(value).IsMarkup);
    }
    );

    private static StringValue Strip(RenderState state, JinjaValue value, BoundArguments arguments, bool atStart, bool atEnd)
    {
        var text = Text(value).Text;
        var characters = arguments.OptionalText(0);
        int start = 0, end = text.Length;
        while (atStart && start < end && Strips(text, start, characters, out var length))
            start += length;
        while (atEnd && end > start && Strips(text, Previous(text, end), characters, out var length))
            end -= length;
        return end - start == text.Length ? Text(value) : state.Made(text[start..end], Text(value).IsMarkup);
    }

    private static int Previous(string text, int end) => end > 1 && CodePoints.IsPair(text, end - 2) ? end - 2 : end - 1;

    private static bool Strips(string text, int at, string? characters, out int length)
    {
        length = CodePoints.IsPair(text, at) ? 2 : 1;
        return characters is null ? Whitespace.Is(text[at])
            : length == 1 ? characters.Contains(text[at])
            : characters.Contains(text.Substring(at, 2), StringComparison.Ordinal);
    }

    private static StringValue ExpandTabs(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var width = arguments.Integer(0, TabWidth);
        var start = state.Buffer.Length;
        var column = 0;
        foreach (var character in Text(value).Text)
        {
            if (character == '\t')
            {
                var spaces = width > 0 ? width - column % width : 0;
                state.Buffer.Append(' ', spaces);
                column += spaces;
                continue;
            }
            state.Buffer.Append(character);
            column = character is '\n' or '\r' ? 0 : char.IsLowSurrogate(character) ? column : column + 1;
        }
        return state.Captured(start);
    }

    /// <summary>Each character by a dict of code points, or by a list: to a text, a code point, or nothing where it is None.</summary>
    private static StringValue Translate(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var table = arguments.Required(0);
        if (table is not (DictValue or SequenceValue or StringValue))
            throw TemplateFault.Evaluation($"'{table.TypeName}' object is not subscriptable");
        var start = state.Buffer.Length;
        foreach (var point in Text(value).Text.EnumerateRunes())
        {
            state.Budget.Step();
            switch (Subscript.FindItem(state, table, IntegerValue.Of(point.Value)))
            {
                case null:
                    state.Buffer.Append(point.ToString());
                    break;
                case StringValue replacement:
                    state.Buffer.Append(replacement.Text);
                    break;
                case NoneValue:
                    break;
                case var other when Numbers.TryInteger(other, out var code) && code is >= 0 and <= int.MaxValue && Rune.IsValid((int)code):
                    state.Buffer.Append(new Rune((int)code).ToString());
                    break;
                default:
                    throw TemplateFault.Evaluation("character mapping must return integer, None or str");
            }
        }
        return state.Captured(start);
    }

    private static StringValue Join(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var start = state.Buffer.Length;
        var index = 0;
        foreach (var item in RenderState.Iterate(arguments.Required(0)))
        {
            if (item is not StringValue part)
                throw TemplateFault.Evaluation($"sequence item {index}: expected str instance, {item.TypeName} found");
            state.Budget.Step();
            if (index++ > 0)
                state.Buffer.Append(Text(value).Text);
            state.Buffer.Append(part.Text);
        }
        return state.Captured(start);
    }
}
