using LocalAI.Plugins.Llama.Loading;

namespace LocalAI.Plugins.Llama.Tests.Loading;

public sealed class LoadOptionsTests
{
    private static readonly (string Option, Func<LoadSettings, object> Setting, object Expected)[] Rows =
    [
        ("parallel:4", s => s.Parallel, 4),
        ("n_parallel:256", s => s.Parallel, 256),
        ("n_ubatch:64", s => s.MicroBatchSize, 64),
        ("ubatch:0", s => s.MicroBatchSize, 0),
        ("threads_batch:3", s => s.BatchThreads, 3),
        ("n_threads_batch:-1", s => s.BatchThreads, 0),
        ("context_shift:true", s => s.ContextShift, true),
        ("context_shift", s => s.ContextShift, true),
        ("context_shift:off", s => s.ContextShift, false),
        ("cache_reuse:256", s => s.CacheReuse, 256),
        ("n_cache_reuse:1", s => s.CacheReuse, 1),
        ("slot_prompt_similarity:0.5", s => s.SlotPromptSimilarity, 0.5f),
        ("sps:1", s => s.SlotPromptSimilarity, 1f),
        ("kv_unified:false", s => s.UnifiedKeyValues, false),
        ("unified_kv:0", s => s.UnifiedKeyValues, false),
        ("swa_full:yes", s => s.FullSlidingWindow, true),
        ("pooling_type:mean", s => s.Pooling, PoolingType.Mean),
        ("pooling:none", s => s.Pooling, PoolingType.None),
        ("pooling:cls", s => s.Pooling, PoolingType.Cls),
        ("pooling:last", s => s.Pooling, PoolingType.Last),
        ("embd_normalize:-1", s => s.EmbeddingNorm, -1),
        ("embedding_normalize:3", s => s.EmbeddingNorm, 3),
        ("direct_io:enabled", s => s.LoadMode, LoadMode.DirectIo),
        ("use_direct_io:false", s => s.LoadMode, LoadMode.Read),
        ("check_tensors:on", s => s.CheckTensors, true),
        ("warmup:no", s => s.Warmup, false),
        ("no_op_offload:1", s => s.OffloadOperations, false),
        ("device:cuda:0", s => string.Join('|', s.Devices), "cuda:0"),
        ("devices:CUDA0,CUDA1", s => string.Join('|', s.Devices), "CUDA0|CUDA1"),
        ("split_mode:row", s => s.SplitMode, SplitMode.Row),
        ("sm:none", s => s.SplitMode, SplitMode.None),
        ("override_tensor:exps=CPU", s => s.Placements.Single(), new TensorPlacement("exps", "CPU")),
        ("tensor_buft_overrides:a:b=CPU", s => s.Placements.Single(), new TensorPlacement("a:b", "CPU")),
        ("cpu_moe", s => s.Placements.Single().Buffer, "CPU"),
        ("cpu_moe:false", s => s.Placements.Count, 0),
        ("n_cpu_moe:3", s => s.Placements.Count, 3),
        ("verbosity:5", s => s.Verbosity, 5),
        ("cache_ram:0", s => s.CacheRam, 0),
        ("cache_ram:-1", s => s.CacheRam, -1),
        ("cache_idle_slots:false", s => s.CacheIdleSlots, false),
        ("idle_slots_cache", s => s.CacheIdleSlots, true),
        ("spec_type:ngram-simple", s => string.Join('|', s.Draft.Kinds), "Ngram"),
        ("speculative_type:ngram_map_k,ngram-mod", s => string.Join('|', s.Draft.Kinds), "Ngram"),
        ("spec_type:none", s => s.Draft.IsOn, false),
        ("spec_type:eagle3", s => s.Draft.IsOn, false),
        ("spec_n_max:8", s => s.Draft.MaxTokens, 8),
        ("draft_max:0", s => s.Draft.MaxTokens, 0),
        ("spec_n_min:2", s => s.Draft.MinTokens, 2),
        ("draft_min:3", s => s.Draft.MinTokens, 3),
        ("spec_p_min:0.5", s => s.Draft.MinProbability, 0.5f),
        ("draft_p_min:1", s => s.Draft.MinProbability, 1f),
        ("spec_ngram_size_n:3", s => s.Draft.NgramLength, 3),
        ("ngram_size_m:9", s => s.Draft.NgramDraft, 9),
        ("spec_ngram_min_hits:2", s => s.Draft.NgramHits, 2),
        ("draft_gpu_layers:-7", s => s.Draft.GpuLayers, -1),
        ("draft_threads:-1", s => s.Draft.Threads, 0),
        ("spec_draft_threads_batch:3", s => s.Draft.BatchThreads, 3),
        ("draft_cache_type_k:q8_0", s => s.Draft.KeyType.Id, 8),
        ("spec_draft_cache_type_v:bf16", s => s.Draft.ValueType.Id, 30),
    ];

    public static TheoryData<int> Options => [.. Enumerable.Range(0, Rows.Length)];

    public static TheoryData<string> Malformed =>
    [
        "parallel:", "parallel", "parallel:0", "parallel:257", "parallel:x", "parallel:1.5", "parallel: 1", "n_ubatch:-1", "threads_batch:many",
        "context_shift:maybe", "context_shift:TRUE", "cache_reuse:-1", "sps:1.5", "sps:-0.1", "sps:NaN", "sps:1e40", "kv_unified:2", "swa_full:x",
        "pooling:Mean", "pooling", "embd_normalize:-2", "direct_io:x", "check_tensors:x", "warmup:", "no_op_offload:x", "device:",
        "device", "device:a,,b", "split_mode:diagonal", "override_tensor:exps", "override_tensor:=CPU", "override_tensor:exps=", "cpu_moe:x",
        "n_cpu_moe:-1", "n_cpu_moe:513", "verbosity:loud", "cache_ram:-2", "cache_idle_slots:x", "spec_type:", "spec_type:magic", "spec_type",
        "spec_n_max:257", "spec_n_min:-1", "spec_p_min:2", "ngram_size_n:0", "ngram_size_m:0", "ngram_min_hits:0", "draft_gpu_layers:x",
        "draft_threads:x", "draft_cache_type_k:q4_K", "draft_cache_type_v:",
    ];

    public static TheoryData<string> Checked =>
        [.. LoadOptions.All.Where(option => option.Used && option.Name is not ("device" or "chat_template")).Select(option => option.Name)];

    [Theory]
    [MemberData(nameof(Options))]
    public void Sets_what_the_option_says(int row) =>
        Assert.Equal(Rows[row].Expected, Rows[row].Setting(LoadRequest.Read(Rows[row].Option)));

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Refuses_a_malformed_value_by_name_with_the_value_and_what_is_expected(string option)
    {
        var colon = option.IndexOf(':', StringComparison.Ordinal);
        var (name, value) = colon < 0 ? (option, "") : (option[..colon], option[(colon + 1)..]);

        Assert.Contains(
            $"Options entry '{name}' is '{value}', expected {LoadOptions.Find(name)!.Expects}",
            LoadRequest.Refusal(_ => { }, option), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Checked))]
    public void Checks_the_value_of_every_option_but_names_and_templates(string name) =>
        Assert.Contains($"Options entry '{name}' is '?'", LoadRequest.Refusal(_ => { }, $"{name}:\u0001"), StringComparison.Ordinal);

    [Fact]
    public void Tells_all_faults_at_once()
    {
        var message = LoadRequest.Refusal(
            request => request.ContextSize = -1, "parallel:x", "warmup:x");

        Assert.Contains("ContextSize is -1", message, StringComparison.Ordinal);
        Assert.Contains("'parallel'", message, StringComparison.Ordinal);
        Assert.Contains("'warmup'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lets_a_later_entry_win() => Assert.Equal(3, LoadRequest.Read("parallel:2", "n_parallel:3").Parallel);

    [Fact]
    public void Adds_up_lists() =>
        Assert.Equal(["a", "b", "c"], LoadRequest.Read("device:a", "devices:b,c").Devices);

    [Fact]
    public void Ignores_unknown_options_but_lists_them() =>
        Assert.Equal(["frobnicate", "Parallel", "--flag", ""], LoadRequest.Read("frobnicate:1", "Parallel:x", "--flag:a:b", "").UnknownOptions);

    [Fact]
    public void Leaves_the_hosts_own_option_to_the_host() => Assert.Empty(LoadRequest.Read("plugin:llama").UnknownOptions);

    [Fact]
    public void Loads_with_what_LocalAI_adds_by_itself()
    {
        var settings = LoadRequest.Read(
            "use_jinja:true", "cache_reuse:256", "parallel:2", "pooling:none", "spec_type:draft-mtp", "spec_n_max:2", "spec_p_min:0.5", "fit_params",
            "cache_ram:-1", "reasoning_format:none", "grpc_servers:host:50052");

        Assert.Equal(
            ["use_jinja", "spec_type:draft-mtp", "fit_params", "grpc_servers"],
            settings.UnusedOptions);
        Assert.Empty(settings.UnknownOptions);
    }

    [Fact]
    public void Shortens_a_value_of_10000_characters_in_its_message() =>
        Assert.InRange(LoadRequest.Refusal(_ => { }, "parallel:" + new string('9', 10_000)).Length, 100, 300);

    [Theory]
    [InlineData("4", 4)]
    [InlineData("", 1)]
    public void Takes_the_environment_variable_while_parallel_is_1(string variable, int expected) =>
        Assert.Equal(expected, LoadRequest.Read(_ => { }, variable, "parallel:1").Parallel);

    [Fact]
    public void Prefers_the_option_to_the_environment_variable() =>
        Assert.Equal(2, LoadRequest.Read(_ => { }, "4", "parallel:2").Parallel);

    [Fact]
    public void Refuses_a_malformed_environment_variable_by_name() => Assert.Contains(
        "the environment variable LLAMACPP_PARALLEL is 'many', expected an integer from 1 to 256",
        Assert.Throws<Abstractions.EngineException>(() => LoadRequest.Read(_ => { }, "many")).Message, StringComparison.Ordinal);

    [Fact]
    public void Registers_every_name_once()
    {
        var names = LoadOptions.All.SelectMany(option => option.Names).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.NotNull(LoadOptions.Find(name)));
    }

    [Fact]
    public void Renders_the_register_as_a_table()
    {
        var lines = LoadOptions.ToMarkdown().TrimEnd('\n').Split('\n');

        Assert.Equal(LoadOptions.All.Count + 2, lines.Length);
        Assert.Contains("| `parallel` (`n_parallel`) | an integer from 1 to 256 | 1 | Requests that run", lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(5, line.Count(character => character == '|')));
    }
}
