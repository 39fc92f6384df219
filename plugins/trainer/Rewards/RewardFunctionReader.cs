using System.Globalization;
using System.Text.Json;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Trainer.Rewards;

/// <summary>
/// Reads <c>reward_funcs</c>: a JSON array of objects with <c>type</c> (builtin), <c>name</c> and <c>params</c>, whose values may be
/// text.
/// </summary>
internal static class RewardFunctionReader
{
    private const int Most = 100;
    private const int LongestRun = 1_000;
    private const string CodeExecution = "code_execution_reward";

    private static readonly Dictionary<string, Func<Params, RewardFunction>> Builtins = new(StringComparer.Ordinal)
    {
        ["format_reward"] = given => new(given.Function, (answer, _) => BuiltinRewards.Format(answer)),
        ["reasoning_accuracy_reward"] = given => new(given.Function, BuiltinRewards.Accuracy) { Column = BuiltinRewards.AnswerColumn },
        ["length_reward"] = given =>
        {
            var target = given.Take("target_length", 200, most: 1e9);
            return new(given.Function, (answer, _) => BuiltinRewards.Length(answer, target));
        },
        ["xml_tag_reward"] = given => new(given.Function, (answer, _) => BuiltinRewards.Tags(answer)),
        ["no_repetition_reward"] = given =>
        {
            var run = (int)given.Take("n", 4, most: LongestRun, isWhole: true);
            return new(given.Function, (answer, _) => BuiltinRewards.Variety(answer, run));
        },
    };

    /// <summary>The functions, at least one.</summary>
    /// <exception cref="EngineException">They are missing, damaged, unknown, or would execute code.</exception>
    public static IReadOnlyList<RewardFunction> Read(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            throw Refuse($"reward_funcs is missing; give an array such as [{{\"type\": \"builtin\", \"name\": \"format_reward\"}}].");
        JsonElement array;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            array = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Refuse($"reward_funcs is no JSON (at byte {e.BytePositionInLine + 1:N0}); correct it.");
        }
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() is 0 or > Most)
            throw Refuse($"reward_funcs is no array of 1 to {Most} functions; correct it.");
        return [.. array.EnumerateArray().Select(Function)];
    }

    private static RewardFunction Function(JsonElement spec)
    {
        if (spec.ValueKind != JsonValueKind.Object)
            throw Refuse("reward_funcs has an entry that is no object; give each a type and a name.");
        var (type, name) = (Text(spec, "type") ?? "builtin", Text(spec, "name") ?? "");
        if (type == "inline")
        {
            throw new EngineException(EngineFailure.Unsupported,
                $"reward_funcs has the inline function '{name}', but no code is executed here; use {Names()}.");
        }
        if (type != "builtin")
            throw Refuse($"reward_funcs has the type '{type}'; expected builtin.");
        if (name == CodeExecution)
        {
            throw new EngineException(EngineFailure.Unsupported,
                $"reward_funcs has '{CodeExecution}', but no code is executed here; use {Names()}.");
        }
        if (!Builtins.TryGetValue(name, out var create))
            throw Refuse($"reward_funcs has the function '{name}'; expected one of {Names()}.");
        var given = new Params(name, spec);
        var function = create(given);
        given.RefuseOthers();
        return function;
    }

    private static string Names() => string.Join(", ", Builtins.Keys);

    private static string? Text(JsonElement spec, string name) => spec.TryGetProperty(name, out var value) switch
    {
        false => null,
        _ when value.ValueKind == JsonValueKind.String => value.GetString(),
        _ when value.ValueKind == JsonValueKind.Null => null,
        _ => throw Refuse($"reward_funcs has a '{name}' that is no text; correct it."),
    };

    private static EngineException Refuse(string sentence) => new(EngineFailure.InvalidInput, sentence);

    /// <summary>The parameters that a function is given.</summary>
    private sealed class Params
    {
        private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

        public Params(string function, JsonElement spec)
        {
            Function = function;
            if (!spec.TryGetProperty("params", out var values) || values.ValueKind == JsonValueKind.Null)
                return;
            if (values.ValueKind != JsonValueKind.Object)
                throw Refuse($"reward_funcs gives '{function}' params that are no object; correct them.");
            foreach (var value in values.EnumerateObject())
                _values[value.Name] = value.Value.ToString();
        }

        public string Function { get; }

        /// <summary>A number above 0.</summary>
        public double Take(string name, double otherwise, double most, bool isWhole = false)
        {
            if (!_values.Remove(name, out var text))
                return otherwise;
            var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
            if (!isNumber || !(value > 0 && value <= most) || (isWhole && value != Math.Floor(value)))
            {
                throw Refuse($"reward_funcs gives '{Function}' the {name} '{text}'; set it to a {(isWhole ? "whole " : "")}number "
                    + string.Create(CultureInfo.InvariantCulture, $"above 0 and up to {most:N0}."));
            }
            return value;
        }

        public void RefuseOthers()
        {
            if (_values.Count > 0)
                throw Refuse($"reward_funcs gives '{Function}' the unknown parameter '{_values.Keys.First()}'; leave it out.");
        }
    }
}
