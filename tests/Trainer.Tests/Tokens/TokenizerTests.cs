using System.Text;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Quantizing;
using LocalAI.Plugins.Trainer.Tokens;

namespace LocalAI.Plugins.Trainer.Tests.Tokens;

/// <summary>Tokens are compared with those of llama.cpp, which reads the same vocabulary from GGUF.</summary>
public sealed class TokenizerTests
{
    private const string Contractions = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
    private const string Rest = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string ByCase =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|"
        + @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|"
        + @"\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string OwnWords = """{"type": "ByteLevel", "add_prefix_space": false, "use_regex": true}""";

    private static readonly string[] Texts = [.. SmallTexts.Awkward, .. SmallTexts.Random(1500), .. SmallTexts.Sentences(50)];

    [Fact]
    public void Pieces_of_a_GGUF_file_are_joined_as_llama_cpp_does_it()
    {
        var path = TestFiles.SharedModel("llm/stories260K-f32.gguf");
        using var source = SourceModel.Open(path);
        using var other = new LlamaCppModel(path);

        var (vocabulary, _) = GgufVocabulary.Read(source);
        var tokenizer = vocabulary.CreateTokenizer();

        AssertSame(other, tokenizer);
        Assert.Equal((1, 2, true, 512), (tokenizer.Begin, tokenizer.End, tokenizer.AddsBegin, tokenizer.Count));
        Assert.Equal(("<s>", "</s>", ""), (tokenizer.TextOf(1), tokenizer.TextOf(tokenizer.End), tokenizer.TextOf(null)));
    }

    [Fact]
    public void Pieces_of_tokenizer_model_are_joined_as_llama_cpp_does_it()
    {
        using var folder = ModelFolder.Stories();
        folder.Write();
        using var converted = folder.Convert();
        using var other = new LlamaCppModel(converted.First.Path);

        var (vocabulary, _) = FolderVocabulary.Read(folder.Path, ModelConfig.Read(folder.Path), 512);

        AssertSame(other, vocabulary.CreateTokenizer());
        Assert.Equal((1, 2, true), (vocabulary.Begin, vocabulary.End, vocabulary.AddsBegin));
    }

    [Fact]
    public void Pieces_of_tokenizer_json_are_joined_as_llama_cpp_does_it()
    {
        using var folder = ModelFolder.Random("MistralForCausalLM", vocabulary: 300);
        folder.WriteText("tokenizer.json", Pieces().ToJsonString());
        folder.Write();
        using var converted = folder.Convert();
        using var other = new LlamaCppModel(converted.First.Path);

        var (vocabulary, _) = FolderVocabulary.Read(folder.Path, ModelConfig.Read(folder.Path), 300);

        AssertSame(other, vocabulary.CreateTokenizer());
    }

    [Theory]
    [InlineData("gpt-2", OwnWords, null, false)]
    [InlineData("smollm", """{"type": "Digits", "individual_digits": true}""", null, false)]
    [InlineData("qwen2", null, Contractions + @"\p{N}" + Rest, false)]
    [InlineData("smaug-bpe", null, Contractions + @"\p{N}{1,3}" + Rest, false)]
    [InlineData("llama-bpe", null, Contractions + @"\p{N}{1,3}" + Rest, true)]
    [InlineData("tekken", null, ByCase, true)]
    public void Bytes_are_joined_within_words_as_llama_cpp_does_it(string name, string? step, string? expression, bool wholeWords)
    {
        var vocabulary = BpeTrainer.Train(
            SmallTexts.Sentences(400), 700, ["<|im_start|>", "<|im_end|>", "<tool>"], TestContext.Current.CancellationToken, name);
        // Tokens that no merge leads to are found where whole words come first, and only there.
        vocabulary = vocabulary with { Merges = [.. vocabulary.Merges.Where((_, place) => place % 10 != 9)] };
        using var folder = ModelFolder.Random("Qwen2ForCausalLM", vocabulary: 710);
        WriteTokenizer(folder, vocabulary, step, expression, wholeWords);
        folder.Write();
        using var converted = folder.Convert();
        using var other = new LlamaCppModel(converted.First.Path);
        Assert.Equal(name, converted.First.Metadata.Text("tokenizer.ggml.pre"));

        var fromFolder = FolderVocabulary.Read(folder.Path, ModelConfig.Read(folder.Path), 710).Vocabulary.CreateTokenizer();
        var fromGguf = GgufVocabulary.Read(converted).Vocabulary.CreateTokenizer();

        AssertSame(other, fromFolder);
        AssertSame(other, fromGguf);
        Assert.All(Texts, text => Assert.Equal(text, fromGguf.Decode(fromGguf.Encode(text), showsSpecial: true)));
    }

    [Fact]
    public void A_trained_vocabulary_gives_the_same_tokens_from_its_files_and_in_llama_cpp()
    {
        var trained = TrainedVocabulary.Train(
            SmallTexts.Sentences(400), 600, 128, "{{ messages }}", ["<tool_call>"], TestContext.Current.CancellationToken);
        using var folder = ModelFolder.Random("Qwen3ForCausalLM", vocabulary: 600);
        foreach (var (name, content) in trained.Files)
            folder.WriteText(name, Encoding.UTF8.GetString(content));
        folder.Write();
        using var converted = folder.Convert();
        using var other = new LlamaCppModel(converted.First.Path);

        var tokenizer = trained.Vocabulary.CreateTokenizer();
        var (read, template) = FolderVocabulary.Read(folder.Path, ModelConfig.Read(folder.Path), 600);

        AssertSame(other, tokenizer);
        Assert.All(Texts, text => Assert.Equal(tokenizer.Encode(text), read.CreateTokenizer().Encode(text)));
        Assert.Equal("{{ messages }}", template);
        Assert.Equal((tokenizer.End, tokenizer.Begin, tokenizer.AddsBegin), (read.End, read.AddsBegin ? read.Begin : null, read.AddsBegin));
        Assert.Equal("<|im_end|>", tokenizer.TextOf(tokenizer.End));
    }

    [Fact]
    public void Decoding_gives_what_was_encoded_and_leaves_special_tokens_out_where_they_are_not_wanted()
    {
        using var source = SourceModel.Open(TestFiles.SharedModel("llm/stories260K-f32.gguf"));
        var tokenizer = GgufVocabulary.Read(source).Vocabulary.CreateTokenizer();

        Assert.All(Texts.Where(text => !text.Contains('\u2581')), text =>
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text), showsSpecial: true)));
        Assert.Equal("One day.Two.", tokenizer.Decode([1, .. tokenizer.Encode("One day."), 2, .. tokenizer.Encode("Two.")], showsSpecial: false));
    }

    [Fact]
    public void An_unknown_way_of_cutting_words_is_refused_with_the_known_ones()
    {
        var vocabulary = BpeTrainer.Train(["a"], 256, [], TestContext.Current.CancellationToken) with { PreTokenizer = "bloom" };

        var refusal = Assert.Throws<EngineException>(vocabulary.CreateTokenizer);

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("'bloom'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("qwen2", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x y")]
    [InlineData("xy")]
    [InlineData("")]
    public void A_merge_of_what_are_no_tokens_is_refused(string merge)
    {
        var vocabulary = BpeTrainer.Train(["a"], 256, [], TestContext.Current.CancellationToken) with { Merges = [merge] };

        var refusal = Assert.Throws<EngineException>(vocabulary.CreateTokenizer);

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("merges", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_row_of_one_character_is_cut_in_time()
    {
        using var source = SourceModel.Open(TestFiles.SharedModel("llm/stories260K-f32.gguf"));
        var pieces = GgufVocabulary.Read(source).Vocabulary.CreateTokenizer();
        var bytes = BpeTrainer.Train(["aaaa aaaa", "    "], 270, [], TestContext.Current.CancellationToken).CreateTokenizer();

        foreach (var character in "a \n'5")
        {
            var text = new string(character, 200_000);
            Assert.Equal(text, pieces.Decode(pieces.Encode(text), showsSpecial: true));
            Assert.Equal(text, bytes.Decode(bytes.Encode(text), showsSpecial: true));
        }
    }

    private static void AssertSame(LlamaCppModel other, TextTokenizer tokenizer)
    {
        Assert.All(Texts, text => Assert.Equal(other.Tokenize(text), tokenizer.Encode(text)));
        Assert.Equal(other.AddsBegin, tokenizer.AddsBegin);
    }

    private static void WriteTokenizer(ModelFolder folder, Vocabulary vocabulary, string? step, string? expression, bool wholeWords)
    {
        var files = TokenizerJsonWriter.Write(vocabulary, null, null, 128);
        var tokenizer = JsonNode.Parse(files["tokenizer.json"])!;
        var splits = new JsonObject
        {
            ["type"] = "Split",
            ["pattern"] = new JsonObject { ["Regex"] = expression },
            ["behavior"] = "Isolated",
            ["invert"] = false,
        };
        tokenizer["pre_tokenizer"] = step == OwnWords ? JsonNode.Parse(step) : new JsonObject
        {
            ["type"] = "Sequence",
            ["pretokenizers"] = new JsonArray(
                step is null ? splits : JsonNode.Parse(step),
                new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = step is not null }),
        };
        tokenizer["model"]!["ignore_merges"] = wholeWords;
        // An added token that is no special one.
        tokenizer["added_tokens"]![2]!["special"] = false;
        folder.WriteText("tokenizer.json", tokenizer.ToJsonString());
    }

    private static JsonObject Pieces()
    {
        string[] pieces = ["\u2581", "a", "b", "c", "t", "h", "e", "th", "\u2581the", "he", "ca", "\u2581a", "ab", "at", "cat", "\u2581\u2581"];
        var vocabulary = new JsonObject { ["<unk>"] = 0, ["<s>"] = 1, ["</s>"] = 2 };
        foreach (var value in Enumerable.Range(0, 256))
            vocabulary[$"<0x{value:X2}>"] = 3 + value;
        foreach (var (piece, place) in pieces.Select((piece, place) => (piece, place)))
            vocabulary[piece] = 259 + place;
        return new JsonObject
        {
            ["added_tokens"] = JsonNode.Parse(
                """[{"id": 0, "content": "<unk>", "special": true}, {"id": 1, "content": "<s>", "special": true}, {"id": 2, "content": "</s>", "special": true}]"""),
            ["normalizer"] = JsonNode.Parse("""{"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "\u2581"}]}"""),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["unk_token"] = "<unk>",
                ["byte_fallback"] = true,
                ["vocab"] = vocabulary,
                ["merges"] = JsonNode.Parse("""[["h", "e"], ["t", "h"], ["c", "a"], ["\u2581", "a"], ["ca", "t"], ["a", "t"], ["\u2581", "\u2581"]]"""),
            },
        };
    }
}
