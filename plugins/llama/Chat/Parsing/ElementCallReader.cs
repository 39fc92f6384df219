using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Llama.Grammars;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>
/// Reads calls whose arguments are elements named after them, which hold further elements: an array's items are named <c>item</c>.
/// </summary>
internal sealed class ElementCallReader(PendingText text, ToolFormat format, ToolList tools, DeltaWriter output)
    : CallReader(text, format, tools, output)
{
    private const string Item = "item";
    private const int DeepestElement = 60;

    private readonly string _open = format.ArgNamePrefix.Trim();
    private readonly string _close = format.ArgNamePrefix.Trim() + "/";
    private readonly MarkerScanner _nameEnd = new(format.NameSuffix.Trim());
    private readonly MarkerScanner _elementNameEnd = new(format.ArgNameSuffix.Trim());
    private readonly MarkerScanner _textEnd = new(format.ArgNamePrefix.Trim());
    private bool _isBroken;

    /// <inheritdoc/>
    public override IEnumerable<Pause> Read(string marker)
    {
        _isBroken = false;
        foreach (var pause in FunctionName(Format.NamePrefix.Trim(), _nameEnd))
            yield return pause;
        if (HasFailed)
            yield break;

        foreach (var pause in SkipSpace())
            yield return pause;
        foreach (var pause in Ahead(_open))
            yield return pause;
        HasFailed = !Found;
        if (HasFailed)
            yield break;
        Output.BeginCall(Name, "");
        foreach (var pause in Children(Tools.ArgumentsOf(Name), isArray: false, depth: 0))
            yield return pause;
    }

    /// <summary>Reads elements until the one around them closes.</summary>
    private IEnumerable<Pause> Children(ArgumentSchema schema, bool? isArray, int depth)
    {
        var count = 0;
        while (!_isBroken)
        {
            foreach (var pause in SkipSpace())
                yield return pause;
            foreach (var pause in Ahead(_close))
                yield return pause;
            if (Found)
                break;
            foreach (var pause in Take(_open))
                yield return pause;
            if (Found)
            {
                foreach (var pause in Until(_elementNameEnd))
                    yield return pause;
            }
            if (!Found || Stop is null || depth == DeepestElement)
            {
                _isBroken = true;
                break;
            }

            var name = Word.Trim();
            isArray ??= name == Item;
            Output.Arguments.Append(count == 0 ? isArray.Value ? "[" : "{" : ", ");
            if (!isArray.Value)
            {
                Output.Arguments.AppendString(name);
                Output.Arguments.Append(": ");
            }
            var child = isArray.Value ? schema.Item(count) : schema.Member(name);
            count++;
            foreach (var pause in Value(child, depth))
                yield return pause;
            if (!_isBroken)
            {
                foreach (var pause in EndTag())
                    yield return pause;
            }
        }
        if (count == 0)
            Output.Arguments.Append(isArray == true ? "[" : "{");
        Output.Arguments.Append(isArray == true ? ']' : '}');
    }

    private IEnumerable<Pause> EndTag()
    {
        foreach (var pause in Take(_close))
            yield return pause;
        if (Found)
        {
            foreach (var pause in Until(_elementNameEnd))
                yield return pause;
        }
        _isBroken = !Found || Stop is null;
    }

    private IEnumerable<Pause> Value(ArgumentSchema schema, int depth)
    {
        foreach (var pause in Ahead(_close))
            yield return pause;
        if (Found)
        {
            Output.Arguments.Append(Empty(schema));
            yield break;
        }
        foreach (var pause in Ahead(_open))
            yield return pause;
        if (Found)
        {
            foreach (var pause in Children(schema, IsArray(schema), depth + 1))
                yield return pause;
            yield break;
        }

        var value = new BareValue(Output.Arguments, schema, schema.IsOnlyText);
        while (true)
        {
            var end = _textEnd.Find(Text.Rest, Text.IsComplete, out var stop);
            value.Append(Text.Rest[..end]);
            Text.Skip(end);
            if (stop is not null || Text.IsComplete)
                break;
            yield return default;
        }
        value.End();
        _isBroken = Text.Length == 0 && Text.IsComplete;
    }

    /// <summary>Whether an element with others in it is an array; null where only their names tell.</summary>
    private static bool? IsArray(ArgumentSchema schema) =>
        schema.Allows(JsonTypes.Array) == schema.Allows(JsonTypes.Object) ? null : schema.Allows(JsonTypes.Array);

    private static string Empty(ArgumentSchema schema)
    {
        if (schema.Demands(JsonTypes.Array))
            return "[]";
        if (schema.Demands(JsonTypes.Object))
            return "{}";
        return schema.Allows(JsonTypes.String) ? "\"\"" : "null";
    }
}
