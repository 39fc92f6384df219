using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.HuggingFace;

public sealed class TokenizerTests
{
    private const string ThreeDigits =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly string OneDigit = ThreeDigits.Replace("{1,3}", "");

    [Theory]
    [InlineData("qwen2", false)]
    [InlineData("llama-bpe", true)]
    public async Task Joined_bytes_are_tokens_with_their_numbers_and_kinds(string expected, bool wholeWordsFirst)
    {
        using var folder = ModelFolder.Random("Qwen2ForCausalLM");
        folder.WriteText("tokenizer.json", ByteTokenizer(wholeWordsFirst ? ThreeDigits : OneDigit, wholeWordsFirst).ToJsonString());
        folder.WriteText("tokenizer_config.json",
            """{"eos_token": {"content": "<|end|>"}, "bos_token": null, "add_bos_token": false, "chat_template": "{{ messages }}"}""");
        folder.Write();

        using var converted = folder.Convert();

        var metadata = converted.First.Metadata;
        Assert.Equal(("gpt2", expected), (metadata.Text("tokenizer.ggml.model"), metadata.Text("tokenizer.ggml.pre")));
        var texts = ModelFolder.Texts(converted, "tokenizer.ggml.tokens");
        var kinds = ModelFolder.Integers(converted, "tokenizer.ggml.token_type");
        Assert.Equal([.. ByteLetters(), "he", "ll", "hell", "hello", "\u0120w"], texts[..261]);
        Assert.Equal(("<|end|>", 3), (texts[261], kinds[261]));
        Assert.Equal(("<tool>", 4), (texts[262], kinds[262]));
        Assert.Equal(("[PAD263]", 5), (texts[263], kinds[263]));
        Assert.Equal(["h e", "l l", "he ll", "hell o", "\u0120 w"], ModelFolder.Texts(converted, "tokenizer.ggml.merges"));
        Assert.Equal(261u, metadata.UInt32("tokenizer.ggml.eos_token_id"));
        Assert.Equal("{{ messages }}", metadata.Text("tokenizer.chat_template"));

        await using var model = await ConversionTests.LoadAsync(converted.First.Path);
        var tokens = await ((ITokenizer)model).TokenizeStringAsync(
            new PredictOptions { Prompt = "hello world" }, TestContext.Current.CancellationToken);
        var letters = ByteLetters().ToList();
        Assert.Equal([259, 260, .. "orld".Select(letter => letters.IndexOf($"{letter}"))], tokens.Tokens);
    }

    [Theory]
    [InlineData("""{"type": "ByteLevel", "add_prefix_space": false, "use_regex": true}""", "gpt-2")]
    [InlineData("""{"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": true}, {"type": "ByteLevel", "add_prefix_space": false}]}""", "smollm")]
    public void Other_ways_to_cut_words_have_their_names(string cuts, string expected)
    {
        using var folder = ModelFolder.Random("LlamaForCausalLM");
        var tokenizer = ByteTokenizer(OneDigit, false);
        tokenizer["pre_tokenizer"] = JsonNode.Parse(cuts);
        folder.WriteText("tokenizer.json", tokenizer.ToJsonString());
        folder.Write();

        using var converted = folder.Convert();

        Assert.Equal(expected, converted.First.Metadata.Text("tokenizer.ggml.pre"));
    }

    [Fact]
    public void A_way_to_cut_words_that_llama_cpp_does_not_have_is_refused()
    {
        using var folder = ModelFolder.Random("LlamaForCausalLM");
        folder.WriteText("tokenizer.json", ByteTokenizer(@"\S+|\s+", false).ToJsonString());
        folder.Write();

        var refusal = Assert.Throws<EngineException>(folder.Convert);

        Assert.StartsWith("tokenizer.json: the way in which it cuts a text into words", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pieces_of_tokenizer_json_are_joined_in_the_order_of_its_merges()
    {
        using var folder = ModelFolder.Random("LlamaForCausalLM");
        string[] pieces = ["\u2581", "a", "b", "ab", "\u2581a", "ba"];
        var vocabulary = new JsonObject { ["<unk>"] = 0, ["<s>"] = 1, ["</s>"] = 2 };
        foreach (var value in Enumerable.Range(0, 256))
            vocabulary[$"<0x{value:X2}>"] = 3 + value;
        foreach (var (piece, place) in pieces.Select((piece, place) => (piece, place)))
            vocabulary[piece] = 259 + place;
        folder.WriteText("tokenizer.json", new JsonObject
        {
            ["added_tokens"] = JsonNode.Parse("""[{"id": 0, "content": "<unk>", "special": true}, {"id": 1, "content": "<s>", "special": true}]"""),
            ["normalizer"] = JsonNode.Parse("""{"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "\u2581"}]}"""),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["unk_token"] = "<unk>",
                ["byte_fallback"] = true,
                ["vocab"] = vocabulary,
                ["merges"] = JsonNode.Parse("""[["b", "a"], ["a", "b"], ["\u2581", "a"]]"""),
            },
        }.ToJsonString());
        folder.Write();

        using var converted = folder.Convert();

        var kinds = ModelFolder.Integers(converted, "tokenizer.ggml.token_type");
        Assert.Equal([2, 3, 1, 6], [kinds[0], kinds[1], kinds[2], kinds[3]]);
        await using var model = await ConversionTests.LoadAsync(converted.First.Path);
        var tokens = await ((ITokenizer)model).TokenizeStringAsync(new PredictOptions { Prompt = "aba" }, TestContext.Current.CancellationToken);
        // b and a first, then the space and the a that is left: not "ab" and "a", which other scores would give.
        Assert.Equal([259 + 4, 259 + 5], tokens.Tokens);
    }

    [Fact]
    public void Added_tokens_of_tokenizer_config_join_the_pieces()
    {
        using var folder = ModelFolder.Random("MistralForCausalLM");
        folder.WritePieces(290);
        folder.WriteText("tokenizer_config.json",
            """
            {"added_tokens_decoder": {"290": {"content": "[INST]", "special": true}, "291": {"content": "two\u2581words", "special": false},
             "400": {"content": "beyond", "special": true}}, "bos_token": "<s>", "add_eos_token": false, "add_bos_token": true}
            """);
        folder.WriteText("chat_template.jinja", "{{ 'hello' }}");
        folder.Write();

        using var converted = folder.Convert();

        var texts = ModelFolder.Texts(converted, "tokenizer.ggml.tokens");
        var kinds = ModelFolder.Integers(converted, "tokenizer.ggml.token_type");
        Assert.Equal(300, texts.Length);
        Assert.Equal([("[INST]", 3), ("two words", 4), ("[PAD292]", 5)], texts.Zip(kinds).Skip(290).Take(3));
        Assert.True(converted.First.Metadata.Bool("tokenizer.ggml.add_bos_token"));
        Assert.Equal("{{ 'hello' }}", converted.First.Metadata.Text("tokenizer.chat_template"));
    }

    private static JsonObject ByteTokenizer(string expression, bool wholeWordsFirst)
    {
        var vocabulary = new JsonObject();
        foreach (var token in ByteLetters().Concat(["he", "ll", "hell", "hello", "\u0120w"]))
            vocabulary[token] = vocabulary.Count;
        return new JsonObject
        {
            ["added_tokens"] = JsonNode.Parse(
                """[{"id": 261, "content": "<|end|>", "special": true}, {"id": 262, "content": "<tool>", "special": false}]"""),
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "Split",
                        ["pattern"] = new JsonObject { ["Regex"] = expression },
                        ["behavior"] = "Isolated",
                        ["invert"] = false,
                    },
                    new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = false }),
            },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["ignore_merges"] = wholeWordsFirst,
                ["vocab"] = vocabulary,
                ["merges"] = JsonSerializer.SerializeToNode<string[]>(["h e", "l l", "he ll", "hell o", "\u0120 w"]),
            },
        };
    }

    /// <summary>A printable letter for each byte, as GPT-2 has them: its own where it has one, else one from 256 on.</summary>
    private static IEnumerable<string> ByteLetters()
    {
        var next = 256;
        for (var value = 0; value < 256; value++)
            yield return value is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? $"{(char)value}" : $"{(char)next++}";
    }
}
