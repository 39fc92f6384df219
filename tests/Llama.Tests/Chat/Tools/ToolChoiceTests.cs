using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Llama.Tests.Chat.Tools;

public sealed class ToolChoiceTests
{
    [Theory]
    [InlineData("", ToolChoiceMode.Auto, "")]
    [InlineData("auto", ToolChoiceMode.Auto, "")]
    [InlineData("\"auto\"", ToolChoiceMode.Auto, "")]
    [InlineData("none", ToolChoiceMode.None, "")]
    [InlineData("\"none\"", ToolChoiceMode.None, "")]
    [InlineData(" required ", ToolChoiceMode.Required, "")]
    [InlineData("\"required\"", ToolChoiceMode.Required, "")]
    [InlineData("{\"type\": \"function\", \"function\": {\"name\": \"ping\"}}", ToolChoiceMode.Required, "ping")]
    [InlineData("{\"type\": \"function\", \"name\": \"ping\"}", ToolChoiceMode.Required, "ping")]
    [InlineData("{\"type\": \"none\"}", ToolChoiceMode.None, "")]
    public void Words_and_JSON_are_read(string text, object mode, string name) =>
        Assert.Equal(new ToolChoice((ToolChoiceMode)mode, name), ToolChoice.Read(text, RecordedOutputs.Tools));

    [Theory]
    [InlineData("sometimes")]
    [InlineData("{\"type\": \"function\"}")]
    [InlineData("{broken")]
    [InlineData("{\"type\": \"function\", \"function\": {\"name\": \"unheard_of\"}}")]
    public void Anything_else_is_refused_with_its_text(string text)
    {
        var refused = Assert.Throws<EngineException>(() => ToolChoice.Read(text, RecordedOutputs.Tools));

        Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
        Assert.StartsWith("ToolChoice ", refused.Message);
    }

    [Fact]
    public void Without_tools_the_choice_does_not_matter() => Assert.Equal(ToolChoice.Auto, ToolChoice.Read("required", ToolList.Empty));
}
