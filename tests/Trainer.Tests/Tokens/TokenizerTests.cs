using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Quantizing;
using LocalAI.Plugins.Trainer.Tokens;

namespace LocalAI.Plugins.Trainer.Tests.Tokens;

/// <summary>Tokens are compared with those of llama.cpp, which reads the same vocabulary from GGUF.</summary>
public sealed class TokenizerTests
{
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
    [InlineData("gpt-2")]
    [InlineData("smollm")]
    [InlineData("qwen2")]
    [InlineData("smaug-bpe")]
    [InlineData("llama-bpe")]
    [InlineData("tekken")]
    public void Bytes_are_joined_within_words_as_llama_cpp_does_it(string name)
    {
        var vocabulary = BpeTrainer.Train(
            SmallTexts.Sentences(400), 700, ["<|im_start|>", "<|im_end|>", "<tool>"], TestContext.Current.CancellationToken, name);
        // Tokens that no merge leads to are found where whole words come first, and only there.
        vocabulary = vocabulary with
        {
            Merges = [.. vocabulary.Merges.Where((_, place) => place % 10 != 9)],
            // An added token that is no special one.
            Kinds = [.. vocabulary.Kinds.Take(699), TokenKind.UserDefined],
            Begin = 697,
            AddsBegin = WordCutter.Find(name)!.BeginsTexts,
        };
        using var folder = ModelFolder.Random("Qwen2ForCausalLM", vocabulary: 710);
        WriteFiles(folder, TokenizerFiles.Write(vocabulary, null, 128));
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
            SmallTexts.Sentences(400), 600, 128, "<tool_call>{{ messages }}", TestContext.Current.CancellationToken);
        using var folder = ModelFolder.Random("Qwen3ForCausalLM", vocabulary: 600);
        WriteFiles(folder, trained.Files);
        folder.Write();
        using var converted = folder.Convert();
        using var other = new LlamaCppModel(converted.First.Path);

        var tokenizer = trained.Vocabulary.CreateTokenizer();
        var (read, template) = FolderVocabulary.Read(folder.Path, ModelConfig.Read(folder.Path), 600);

        AssertSame(other, tokenizer);
        var again = read.CreateTokenizer();
        Assert.All(Texts, text => Assert.Equal(tokenizer.Encode(text), again.Encode(text)));
        Assert.Equal("<tool_call>{{ messages }}", template);
        Assert.Equal((tokenizer.End, tokenizer.Begin, tokenizer.AddsBegin), (read.End, read.AddsBegin ? read.Begin : null, read.AddsBegin));
        Assert.Equal("<|im_end|>", tokenizer.TextOf(tokenizer.End));
    }

    [Fact]
    public void Pieces_of_a_GGUF_file_give_the_same_tokens_from_a_tokenizer_model_that_is_made_of_them()
    {
        using var source = SourceModel.Open(TestFiles.SharedModel("llm/stories260K-f32.gguf"));
        var (vocabulary, _) = GgufVocabulary.Read(source);
        using var folder = ModelFolder.Random("LlamaForCausalLM", vocabulary: 512);
        WriteFiles(folder, TokenizerFiles.Write(vocabulary, "{{ messages }}", 128));
        folder.Write();
        using var converted = folder.Convert();
        using var other = new LlamaCppModel(converted.First.Path);

        var (read, template) = FolderVocabulary.Read(folder.Path, ModelConfig.Read(folder.Path), 512);

        AssertSame(other, read.CreateTokenizer());
        var (one, same) = (vocabulary.CreateTokenizer(), read.CreateTokenizer());
        Assert.All(Texts, text => Assert.Equal(one.Encode(text), same.Encode(text)));
        Assert.Equal((vocabulary.Begin, vocabulary.End, vocabulary.AddsBegin, vocabulary.AddsSpace, vocabulary.Unknown),
            (read.Begin, read.End, read.AddsBegin, read.AddsSpace, read.Unknown));
        Assert.Equal("{{ messages }}", template);
    }

    [Fact]
    public void Decoding_gives_what_was_encoded_and_leaves_special_tokens_out_where_they_are_not_wanted()
    {
        using var source = SourceModel.Open(TestFiles.SharedModel("llm/stories260K-f32.gguf"));
        var tokenizer = GgufVocabulary.Read(source).Vocabulary.CreateTokenizer();

        Assert.All(Texts.Where(text => !text.Contains('\u2581')), text =>
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text), showsSpecial: true)));
        int[] tokens = [1, .. tokenizer.Encode("One day."), 2, .. tokenizer.Encode("Two.")];
        Assert.Equal("One day.Two.", tokenizer.Decode(tokens, showsSpecial: false));
    }

    [Fact]
    public void What_goes_on_from_another_text_gets_no_space_of_its_own()
    {
        using var source = SourceModel.Open(TestFiles.SharedModel("llm/stories260K-f32.gguf"));
        var tokenizer = GgufVocabulary.Read(source).Vocabulary.CreateTokenizer();
        int[] tokens = [.. tokenizer.Encode("Once upon a"), .. tokenizer.Encode(" time there", continues: true)];
        Assert.Equal("Once upon a time there", tokenizer.Decode(tokens, showsSpecial: true));
        Assert.Equal(tokenizer.Encode("Once upon a time there"), tokens);
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

    private static void WriteFiles(ModelFolder folder, IReadOnlyDictionary<string, byte[]> files)
    {
        foreach (var (name, content) in files)
            File.WriteAllBytes(folder.File(name), content);
    }

    private static JsonObject Pieces()
    {
        string[] pieces =
        [
            "\u2581", "a", "b", "c", "t", "h", "e", "th", "\u2581the", "he", "ca", "\u2581a", "ab", "at", "cat", "\u2581\u2581",
        ];
        var vocabulary = new JsonObject { ["<unk>"] = 0, ["<s>"] = 1, ["</s>"] = 2 };
        foreach (var value in Enumerable.Range(0, 256))
            vocabulary[$"<0x{value:X2}>"] = 3 + value;
        foreach (var (piece, place) in pieces.Select((piece, place) => (piece, place)))
            vocabulary[piece] = 259 + place;
        return new JsonObject
        {
            ["added_tokens"] = JsonNode.Parse(
                """
                [{"id": 0, "content": "<unk>", "special": true}, {"id": 1, "content": "<s>", "special": true},
                 {"id": 2, "content": "</s>", "special": true}]
                """),
            ["normalizer"] = JsonNode.Parse("""{"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "\u2581"}]}"""),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["unk_token"] = "<unk>",
                ["byte_fallback"] = true,
                ["vocab"] = vocabulary,
                ["merges"] = JsonNode.Parse(
                    """[["h", "e"], ["t", "h"], ["c", "a"], ["\u2581", "a"], ["ca", "t"], ["a", "t"], ["\u2581", "\u2581"]]"""),
            },
        };
    }
}
