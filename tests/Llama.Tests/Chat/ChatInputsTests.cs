using System.Text.Json.Nodes;
using LocalAI.Plugins.Llama.Chat;

namespace LocalAI.Plugins.Llama.Tests.Chat;

public sealed class ChatInputsTests
{
    /// <summary>Takes content only as parts, and thoughts only as one kind of them.</summary>
    private const string Parts = """
        {%- for message in messages -%}
            {{- '<|' + message.role + '|>' -}}
            {%- for part in message.content -%}
                {%- if part.type == 'thinking' -%}{{- '<|muse|>' + part.thinking + '<|/muse|>' -}}
                {%- elif part.type == 'text' -%}{{- part.text -}}{%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}
        """;

    [Fact]
    public void Text_becomes_a_part_and_parts_stay_as_they_are()
    {
        var messages = new JsonArray(
            new JsonObject { ["role"] = "user", ["content"] = "Why?" },
            new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = new JsonArray(
                    new JsonObject { ["type"] = "thinking", ["thinking"] = "Hm." }, new JsonObject { ["type"] = "text", ["text"] = "So." }),
            },
            new JsonObject { ["role"] = "assistant", ["content"] = null });

        ChatInputs.Fit(messages, new ChatTemplate(Parts, "", ""));

        Assert.Equal(
            """[[{"type":"text","text":"Why?"}],[{"type":"thinking","thinking":"Hm."},{"type":"text","text":"So."}],"""
                + """[{"type":"text","text":""}]]""",
            new JsonArray([.. messages.Select(message => message!["content"]!.DeepClone())]).ToJsonString());
    }

    [Fact]
    public void A_template_that_takes_only_parts_is_probed_for_thoughts_in_parts()
    {
        var format = ChatFormat.Of(new ChatTemplate(Parts, "", "")).Tools;

        Assert.Equal(("<|muse|>", "<|/muse|>"), (format.Reasoning.Start, format.Reasoning.End));
    }
}
