using System.Text;
using System.Text.Json;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>
/// Reads calls that are JSON as a whole, such as <c>{"name": …, "arguments": {…}}</c>. Bare ones, with no marker before them, may be
/// an answer in JSON too: they are calls only if the function is known.
/// </summary>
internal sealed class JsonCallReader(PendingText text, ToolFormat format, ToolList tools, DeltaWriter output)
    : CallReader(text, format, tools, output)
{
    private readonly StringBuilder _early = new();
    private string _name = "";
    private string _id = "";
    private bool _isBare;
    private bool _begun;
    private bool _hasArguments;
    private bool _isEmpty;

    /// <inheritdoc/>
    public override IEnumerable<Pause> Read(string marker)
    {
        _name = _id = "";
        _early.Clear();
        _begun = _hasArguments = _isEmpty = false;
        _isBare = marker.Length == 0;
        foreach (var pause in Take("["))
            yield return pause;
        foreach (var pause in Take("{"))
            yield return pause;
        if (!Found)
        {
            HasFailed = true;
            yield break;
        }

        var depth = 1;
        while (depth > 0 && !HasFailed)
        {
            foreach (var pause in SkipSpace())
                yield return pause;
            if (!Text.TryPeek(out var next))
                break;
            if (next == '}')
            {
                Text.Skip(1);
                depth--;
            }
            else if (next == ',')
            {
                Text.Skip(1);
            }
            else if (next is '"' or '\'')
            {
                foreach (var pause in Field())
                    yield return pause;
                if (_entersFunction)
                    depth++;
                _entersFunction = false;
            }
            else
            {
                HasFailed = !_begun;
                break;
            }
        }

        // A name alone is no call where the text ends: its arguments are still unknown.
        if (depth > 0 && !_begun)
            HasFailed = true;
        if (HasFailed)
            yield break;
        if (!_begun && !TryBegin())
        {
            HasFailed = true;
            yield break;
        }
        if (_isEmpty || (!_hasArguments && _early.Length == 0))
            Output.Arguments.Append("{}");
    }

    private bool _entersFunction;

    private IEnumerable<Pause> Field()
    {
        var key = new StringBuilder();
        var keyReader = new LiteralReader(Text, LiteralSyntax.Json, key);
        foreach (var pause in keyReader.Read())
            yield return pause;
        foreach (var pause in Take(":"))
            yield return pause;
        if (!Found)
        {
            HasFailed = !_begun;
            yield break;
        }
        foreach (var pause in SkipSpace())
            yield return pause;

        var name = Unquote(key);
        Text.TryPeek(out var next);
        if (!_begun && next == '{' && IsFunction(name))
        {
            Text.Skip(1);
            _entersFunction = true;
        }
        else if (!_begun && next == '{' && Format.NameIsKey)
        {
            _name = name;
            foreach (var pause in Arguments(next))
                yield return pause;
        }
        else if (IsArguments(name) && !_hasArguments && _early.Length == 0)
        {
            foreach (var pause in Arguments(next))
                yield return pause;
        }
        else
        {
            var value = new StringBuilder();
            var reader = new LiteralReader(Text, LiteralSyntax.Json, value);
            foreach (var pause in reader.Read())
                yield return pause;
            if (reader.IsCut || reader.IsDamaged)
                HasFailed = !_begun;
            else if (IsNameField(name) && _name.Length == 0)
                _name = Unquote(value);
            else if (name == Format.IdField || name == "id")
                _id = Unquote(value);
        }
    }

    private IEnumerable<Pause> Arguments(char next)
    {
        // Arguments before the name wait for it.
        if (_name.Length > 0 && !TryBegin())
        {
            HasFailed = true;
            yield break;
        }
        var target = _begun ? Output.Arguments : _early;
        _hasArguments = _begun;
        if (next is '"' or '\'' or 'n')
        {
            // JSON in a string is JSON only when all of it is there.
            var whole = new StringBuilder();
            var reader = new LiteralReader(Text, LiteralSyntax.Json, whole);
            foreach (var pause in reader.Read())
                yield return pause;
            target.Append(Unwrap(whole.ToString()));
            HasFailed = !_begun && (reader.IsCut || reader.IsDamaged);
        }
        else
        {
            var reader = new LiteralReader(Text, LiteralSyntax.Json, target);
            foreach (var pause in reader.Read())
                yield return pause;
            HasFailed = !_begun && (reader.IsCut || reader.IsDamaged);
            _isEmpty = (reader.IsCut || reader.IsDamaged) && !reader.HasWritten;
        }
    }

    private bool TryBegin()
    {
        if (_begun)
            return true;
        if (!IsName(_name) || (_isBare && !Tools.Contains(_name)))
            return false;
        _begun = true;
        Output.BeginCall(_name, _id);
        Output.Arguments.Append(_early);
        return true;
    }

    private bool IsNameField(string key) => Format.NameField.Length > 0 ? key == Format.NameField || key == "name" : key is "name";

    private bool IsArguments(string key) => key == Format.ArgsField || key is "arguments" or "parameters";

    private bool IsFunction(string key) => key == Format.FunctionField || (key == "function" && !Format.NameIsKey);

    private static string Unquote(StringBuilder json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToString());
            var value = document.RootElement;
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair, escaped.
            return json.ToString().Trim('"');
        }
    }

    /// <summary>Arguments written as a string that holds an object are that object.</summary>
    private static string Unwrap(string json)
    {
        if (json == "null")
            return "{}";
        var inner = Unquote(new StringBuilder(json)).Trim();
        if (inner.Length == 0)
            return "{}";
        if (inner[0] != '{')
            return json;
        var text = new PendingText();
        text.Append(inner);
        text.Complete();
        var output = new StringBuilder();
        foreach (var _ in new LiteralReader(text, LiteralSyntax.Json, output).Read())
        {
        }
        return output.ToString();
    }
}
