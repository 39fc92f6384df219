using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Datasets;
using LocalAI.Plugins.Trainer.Samples;

namespace LocalAI.Plugins.Trainer.Tests.Samples;

public sealed class SampleReaderTests
{
    private const string Hello = """{"role":"user","content":"Hello"}""";
    private const string Hi = """{"role":"assistant","content":"Hi"}""";
    private const string Go = """{"role":"assistant","content":"Go"}""";

    [Theory]
    [InlineData("sft", """{"text":"A story."}""", "", "A story.", null)]
    [InlineData("sft", """{"prompt":"2+2=","completion":"4"}""", "2+2=", "4", null)]
    [InlineData("sft", """{"instruction":"Add.","input":"2, 2","output":"4"}""", "Add.\n\n2, 2", "4", null)]
    [InlineData("sft", $$"""{"messages":[{{Hello}},{{Hi}}]}""", "", $"{Hello}{Hi}", null)]
    [InlineData("sft", """{"conversations":[{"from":"human","value":"Hello"},{"from":"gpt","value":"Hi"}]}""", "", $"{Hello}{Hi}", null)]
    [InlineData("dpo", """{"prompt":"Q","chosen":"good","rejected":"bad"}""", "Q", "good", "bad")]
    [InlineData("orpo", $$"""{"chosen":[{{Hello}},{{Hi}}],"rejected":[{{Hello}},{{Go}}]}""", Hello, Hi, Go)]
    [InlineData("reward", """{"chosen":"good","rejected":"bad"}""", "", "good", "bad")]
    [InlineData("kto", """{"prompt":"Q","completion":"A","label":true}""", "Q", "A", null)]
    [InlineData("grpo", $$"""{"prompt":[{{Hello}}],"answer":"7"}""", Hello, "", null)]
    [InlineData("rloo", $$"""{"messages":[{{Hello}}]}""", Hello, "", null)]
    [InlineData("embedding", """{"anchor":"A","positive":"P"}""", "A", "P", null)]
    [InlineData("embedding", """{"anchor":"A","positive":"P","negative":"N"}""", "A", "P", "N")]
    public void Columns_become_what_the_method_learns_from(string method, string row, string prompt, string answer, string? rejected)
    {
        var sample = Reader(method).Read(Row(row));

        Assert.Equal((prompt, answer), (Show(sample.Prompt), Show(sample.Answer)));
        Assert.Equal(rejected, sample.Rejected is null ? null : Show(sample.Rejected));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"False\"", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public void Labels_say_whether_an_answer_is_good(string label, bool isGood) =>
        Assert.Equal(isGood, Reader("kto").Read(Row($$"""{"prompt":"Q","completion":"A","label":{{label}}}""")).IsGood);

    [Fact]
    public void Tools_may_be_text()
    {
        var sample = Reader("sft").Read(Row($$"""{"messages":[{{Hello}}],"tools":"[{\"name\":\"f\"}]"}"""));

        Assert.Equal("""[{"name":"f"}]""", JsonSerializer.Serialize(sample.Tools));
    }

    [Theory]
    [InlineData("sft", """{"a":1}""", "has the columns 'a' but not 'messages', 'prompt' with 'completion', or 'text'")]
    [InlineData("sft", """{"prompt":"Q"}""", "has the columns 'prompt' but not 'completion'")]
    [InlineData("dpo", """{"prompt":"Q","chosen":"A"}""", "has the columns 'prompt', 'chosen' but not 'rejected'")]
    [InlineData("kto", """{"prompt":"Q","completion":"A"}""", "has the columns 'prompt', 'completion' but not 'label'")]
    [InlineData("kto", """{"prompt":"Q","completion":"A","label":[]}""", "has a 'label' that is neither true nor false; correct it.")]
    [InlineData("embedding", """{"anchor":"A"}""", "has the columns 'anchor' but not 'positive'")]
    [InlineData("embedding", """{"anchor":"A","positive":["P"]}""", "has a 'positive' that is no string; correct it.")]
    [InlineData("sft", """{"text":"x","enable_thinking":[]}""", "has a 'enable_thinking' that is neither true nor false; correct it.")]
    [InlineData("grpo", """{"text":"x"}""", "has the columns 'text' but not 'prompt'")]
    [InlineData("sft", """{"text":7}""", "has a text that is neither a string nor a list of messages; correct it.")]
    [InlineData("sft", """{"messages":[]}""", "has no list of 1 to 10,000 messages; correct it.")]
    [InlineData("sft", """{"messages":[{"content":"x"}]}""", "has a message without a 'role'; correct it.")]
    [InlineData("sft", """{"messages":[{"from":7,"value":"x"}]}""", "has a message without a 'role'; correct it.")]
    [InlineData("sft", """{"text":"x","tools":"{"}""", "has 'tools' that are no JSON; correct them.")]
    [InlineData("sft", """{"text":"x","tools":{}}""", "has 'tools' that are no list; make them an array of tools.")]
    public void What_is_missing_or_wrong_is_named_with_its_row(string method, string row, string message)
    {
        var error = Assert.Throws<EngineException>(() => Reader(method).Read(Row(row)));

        var needed = message.Contains("but not", StringComparison.Ordinal) ? $"; training_method {method} needs it." : "";
        Assert.Equal($"The dataset 'd.jsonl', line 7, {message}{needed}", error.Message);
    }

    private static SampleReader Reader(string method) => new(Enum.Parse<TrainingMethod>(method, ignoreCase: true), "/data/d.jsonl");

    private static DatasetRow Row(string json) =>
        new("line 7", JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!);

    private static string Show(Turns turns) =>
        turns.Text ?? string.Concat(turns.Messages.Select(message => JsonSerializer.Serialize(message)));
}
