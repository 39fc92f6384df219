using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Rewards;
using LocalAI.Plugins.Trainer.Samples;

namespace LocalAI.Plugins.Trainer.Tests.Rewards;

public sealed class RewardFunctionReaderTests
{
    private const string Names = "format_reward, reasoning_accuracy_reward, length_reward, xml_tag_reward, no_repetition_reward";

    [Theory]
    [InlineData("format_reward", "<think>hm</think> yes", 1)]
    [InlineData("format_reward", "<think>hm</think> \n", 0)]
    [InlineData("format_reward", "hm</think> yes<think>", 0)]
    [InlineData("reasoning_accuracy_reward", "so <answer> Paris </answer>", 1)]
    [InlineData("reasoning_accuracy_reward", "<answer>Rome</answer><answer>paris</answer>", 0)]
    [InlineData("reasoning_accuracy_reward", "paris", 0)]
    [InlineData("xml_tag_reward", "<think></think><answer>", 0.5)]
    [InlineData("xml_tag_reward", "</answer><answer></think><think>", 1)]
    [InlineData("xml_tag_reward", "think answer", 0)]
    [InlineData("no_repetition_reward", "a b c d a b c d", 0.8)]
    [InlineData("no_repetition_reward", "a a a", 1)]
    public void Builtin_functions_score_answers(string name, string answer, double expected) =>
        Assert.Equal(expected, Score($$"""[{"type":"builtin","name":"{{name}}"}]""", answer), 1e-9);

    [Theory]
    [InlineData("""[{"name":"length_reward"}]""", 150, 0.75)]
    [InlineData("""[{"name":"length_reward"}]""", 600, 0)]
    [InlineData("""[{"name":"length_reward","params":{"target_length":"50"}}]""", 60, 0.8)]
    [InlineData("""[{"name":"length_reward","params":{"target_length":50.0}}]""", 50, 1)]
    [InlineData("""[{"name":"no_repetition_reward","params":{"n":"1"}}]""", 4, 1)]
    public void Parameters_may_be_text_or_numbers(string json, int letters, double expected) =>
        Assert.Equal(expected, Score(json, new string('a', letters)), 1e-9);

    [Fact]
    public void Expected_answers_may_be_numbers()
    {
        var sample = new Sample("line 1") { Columns = Column("7") };

        Assert.Equal(1, BuiltinRewards.Accuracy("<answer>7</answer>", sample));
    }

    [Theory]
    [InlineData("", "reward_funcs is missing; give an array such as [{\"type\": \"builtin\", \"name\": \"format_reward\"}].")]
    [InlineData("[{", "reward_funcs is no JSON (at byte 3); correct it.")]
    [InlineData("[]", "reward_funcs is no array of 1 to 100 functions; correct it.")]
    [InlineData("{}", "reward_funcs is no array of 1 to 100 functions; correct it.")]
    [InlineData("[1]", "reward_funcs has an entry that is no object; give each a type and a name.")]
    [InlineData("""[{"name":1}]""", "reward_funcs has a 'name' that is no text; correct it.")]
    [InlineData("""[{"name":"x"}]""", $"reward_funcs has the function 'x'; expected one of {Names}.")]
    [InlineData("""[{"type":"web","name":"x"}]""", "reward_funcs has the type 'web'; expected builtin.")]
    [InlineData("""[{"type":"inline","name":"x","code":"return [1]"}]""",
        $"reward_funcs has the inline function 'x', but no code is executed here; use {Names}.")]
    [InlineData("""[{"name":"code_execution_reward"}]""",
        $"reward_funcs has 'code_execution_reward', but no code is executed here; use {Names}.")]
    [InlineData("""[{"name":"length_reward","params":{"target_length":"long"}}]""",
        "reward_funcs gives 'length_reward' the target_length 'long'; set it to a number above 0 and up to 1,000,000,000.")]
    [InlineData("""[{"name":"no_repetition_reward","params":{"n":"1.5"}}]""",
        "reward_funcs gives 'no_repetition_reward' the n '1.5'; set it to a whole number above 0 and up to 1,000.")]
    [InlineData("""[{"name":"format_reward","params":{"n":"4"}}]""",
        "reward_funcs gives 'format_reward' the unknown parameter 'n'; leave it out.")]
    [InlineData("""[{"name":"format_reward","params":[]}]""",
        "reward_funcs gives 'format_reward' params that are no object; correct them.")]
    public void Faults_are_named(string json, string message)
    {
        var error = Assert.Throws<EngineException>(() => RewardFunctionReader.Read(json));

        Assert.Equal(message, error.Message);
    }

    private static double Score(string json, string answer) =>
        Assert.Single(RewardFunctionReader.Read(json)).Score(answer, new Sample("line 1") { Columns = Column("\"Paris\"") });

    private static Dictionary<string, JsonElement> Column(string answer) =>
        new() { ["answer"] = JsonSerializer.Deserialize<JsonElement>(answer) };
}
