using System.Text.Json;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools;

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
        var prefix = Format.NamePrefix.Trim();
        if (prefix.Length > 0)
        {
            foreach (var pause in Take(prefix))
                yield return pause;
            HasFailed = !Found;
        }
        if (!HasFailed)
        {
            foreach (var pause in Until(_nameEnd, isName: true))
                yield return pause;
        }
        var name = Word.Trim();
        if (HasFailed || Stop is null || !IsName(name))
        {
            HasFailed = true;
            yield break;
        }

        foreach (var pause in SkipSpace())
            yield return pause;
        foreach (var pause in Ahead(_open))
            yield return pause;
        HasFailed = !Found;
        if (HasFailed)
            yield break;
        Output.BeginCall(name, "");
        Tools.TryGet(name, out var tool);
        foreach (var pause in Children(tool?.Parameters ?? default, isArray: false, depth: 0))
            yield return pause;
    }

    /// <summary>Reads elements until the one around them closes.</summary>
    private IEnumerable<Pause> Children(JsonElement schema, bool? isArray, int depth)
    {
        var first = true;
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
            Output.Arguments.Append(first ? isArray.Value ? "[" : "{" : ", ");
            first = false;
            if (!isArray.Value)
            {
                Output.Arguments.AppendString(name);
                Output.Arguments.Append(": ");
            }
            var child = isArray.Value ? ValueSchema.Items(schema) : ValueSchema.Property(schema, name);
            foreach (var pause in Value(child, depth))
                yield return pause;
            if (!_isBroken)
            {
                foreach (var pause in EndTag())
                    yield return pause;
            }
        }
        if (first)
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

    private IEnumerable<Pause> Value(JsonElement schema, int depth)
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
            bool? isArray = ValueSchema.Demands(schema, "array") ? true : ValueSchema.Demands(schema, "object") ? false : null;
            foreach (var pause in Children(schema, isArray, depth + 1))
                yield return pause;
            yield break;
        }

        var isText = ValueSchema.IsOnlyText(schema);
        var waiting = new System.Text.StringBuilder();
        if (isText)
            Output.Arguments.Append('"');
        while (true)
        {
            var end = _textEnd.Find(Text.Rest, Text.IsComplete, out var stop);
            if (isText)
                Output.Arguments.AppendEscaped(Text.Rest[..end]);
            else
                waiting.Append(Text.Rest[..end]);
            Text.Skip(end);
            if (stop is not null || Text.IsComplete)
                break;
            yield return default;
        }
        if (isText)
            Output.Arguments.Append('"');
        else
            TaggedValue.Append(Output.Arguments, waiting.ToString(), schema);
        _isBroken = Text.Length == 0 && Text.IsComplete;
    }

    private static string Empty(JsonElement schema)
    {
        if (ValueSchema.Demands(schema, "array"))
            return "[]";
        if (ValueSchema.Demands(schema, "object"))
            return "{}";
        return ValueSchema.Allows(schema, "string") ? "\"\"" : "null";
    }
}
