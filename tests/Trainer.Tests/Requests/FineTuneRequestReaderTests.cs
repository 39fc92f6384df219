using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Requests;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Tests.Requests;

public sealed class FineTuneRequestReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("finetune-").FullName;
    private readonly Dictionary<string, string> _variables = [];

    public FineTuneRequestReaderTests()
    {
        File.WriteAllText(Path.Combine(_folder, "data.jsonl"), """{"text":"a"}""");
        Directory.CreateDirectory(Path.Combine(_folder, "model"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_not_said_has_LocalAI_s_defaults()
    {
        var settings = Read(Request());

        Assert.Equal(Path.Combine(_folder, "data.jsonl"), settings.Dataset.File);
        Assert.Equal("train", settings.Dataset.Split.Name);
        Assert.Equal((false, 0.1, null), (settings.FromScratch, settings.EvaluationShare, settings.Resume));
        var training = settings.Training;
        Assert.Equal((TrainingMethod.Sft, AdapterKind.Lora), (training.Method, training.Adapter));
        Assert.Equal((16, 16f, 0f), (training.AdapterSettings.Rank, training.AdapterSettings.Alpha, training.AdapterSettings.Dropout));
        Assert.Equal((2e-4, 3.0, 2, 4), (training.LearningRate, training.Epochs, training.BatchSize, training.GradientAccumulation));
        Assert.Equal((5, 0.01, 0, 500), (training.WarmupSteps, training.WeightDecay, training.MaxSteps, training.SaveSteps));
        Assert.Equal((3407, "adamw", 512, false), (training.Seed, training.Optimizer, training.MaxLength, training.Packing));
        Assert.Equal((Interval.Steps, 500), (training.EvaluateWhen, training.EvaluateSteps));
        Assert.Empty(training.TargetModules);
    }

    [Fact]
    public void What_is_said_is_heard()
    {
        var request = Request(
            ("max_seq_length", "64"), ("packing", "true"), ("eval_steps", "7"), ("save_strategy", "epoch"), ("beta", "0.5"),
            ("eval_split", "train[90%:]"), ("init", "random"), ("load_in_8bit", "1"), ("lr_scheduler_type", "cosine"), ("bf16", "true"),
            ("adam_beta1", "0.5"), ("adam_beta2", "0.25"), ("adam_epsilon", "0.125"));
        request.TrainingType = "lokr";
        request.TrainingMethod = "dpo";
        request.AdapterRank = 4;
        request.LearningRate = 0.5f;
        request.Seed = -3;
        request.TargetModules.Add("q_proj");

        var settings = Read(request);

        Assert.True(settings.FromScratch);
        Assert.Equal((9, 10), settings.Evaluation!.Split.Of(10));
        var training = settings.Training;
        Assert.Equal((AdapterKind.Lokr, TrainingMethod.Dpo, 4), (training.Adapter, training.Method, training.AdapterSettings.Rank));
        Assert.Equal((64, true, 7, Interval.Epoch), (training.MaxLength, training.Packing, training.EvaluateSteps, training.SaveWhen));
        Assert.Equal((0.5, 0.5, -3), (training.Beta, training.LearningRate, training.Seed));
        Assert.Equal((true, "cosine", MixedPrecision.BFloat16), (training.QuantizesBase, training.Schedule, training.Precision));
        Assert.Equal((0.5, 0.25, 0.125), (training.AdamBeta1, training.AdamBeta2, training.AdamEpsilon));
        Assert.Equal(["q_proj"], training.TargetModules);
    }

    [Fact]
    public void Full_training_has_no_adapter()
    {
        var request = Request();
        request.TrainingType = "full";
        Assert.Null(Read(request).Training.Adapter);
    }

    [Theory]
    [InlineData("training_method", "ppo", "training_method is 'ppo'; expected one of sft, dpo,")]
    [InlineData("training_method", "0", "training_method is '0'")]
    [InlineData("training_type", "qlora", "training_type is 'qlora'; expected one of lora, loha, lokr, full.")]
    [InlineData("mixed_precision", "fp8", "mixed_precision is 'fp8'; expected one of no, fp32, bf16, fp16.")]
    [InlineData("adapter_rank", "-1", "adapter_rank is -1; expected 0 for the default, or an integer from 1")]
    [InlineData("batch_size", "-2", "batch_size is -2")]
    [InlineData("learning_rate", "NaN", "learning_rate is NaN; expected a number from 0 to 100.")]
    [InlineData("learning_rate", "-1", "learning_rate is -1")]
    [InlineData("adapter_dropout", "1", "adapter_dropout is 1; expected a number from 0 to 0.99.")]
    [InlineData("weight_decay", "2", "weight_decay is 2")]
    [InlineData("model", "", "model is empty; name a Hugging Face folder or a GGUF file.")]
    [InlineData("model", "/no/such/model", "model is '/no/such/model', which is no file or folder here, and nothing is downloaded;")]
    [InlineData("model", "org/name", "which is no file or folder here")]
    [InlineData("dataset_source", "", "dataset_source is empty; name a file (.csv, .json, .jsonl, .parquet, .txt) or a folder of them.")]
    [InlineData("dataset_source", "/no/such.jsonl", "dataset_source is '/no/such.jsonl', which is no file or folder here")]
    [InlineData("dataset_split", "train[", "dataset_split is 'train['; expected a name such as train")]
    [InlineData("resume_from_checkpoint", "/no/such/checkpoint-1", "resume_from_checkpoint is '/no/such/checkpoint-1', which is no folder;")]
    public void A_field_that_cannot_be_honoured_is_named(string field, string value, string sentence)
    {
        var request = Request();
        var descriptor = FineTuneRequest.Descriptor.FindFieldByName(field);
        object parsed = descriptor.FieldType switch
        {
            Google.Protobuf.Reflection.FieldType.Int32 => int.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
            Google.Protobuf.Reflection.FieldType.Float => float.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
            _ => value,
        };
        descriptor.Accessor.SetValue(request, parsed);

        Assert.Contains(sentence, Assert.Throws<EngineException>(() => Read(request)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max_seq_length", "0", "an integer from 2 to 1000000")]
    [InlineData("packing", "maybe", "true or false")]
    [InlineData("beta", "NaN", "a number from 0 to 1000")]
    [InlineData("loss_type", "kl", "sigmoid, hinge, ipo")]
    [InlineData("load_in_4bit", "true", "load_in_8bit")]
    [InlineData("eval_strategy", "sometimes", "steps, epoch or no")]
    public void An_option_that_cannot_be_honoured_says_what_it_takes(string name, string value, string expected)
    {
        var message = Assert.Throws<EngineException>(() => Read(Request((name, value)))).Message;
        Assert.StartsWith($"The extra option '{name}' is '{value}'; expected ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_option_is_refused_with_those_there_are()
    {
        var message = Assert.Throws<EngineException>(() => Read(Request(("maximum_length", "5")))).Message;
        Assert.StartsWith("The extra option 'maximum_length' is unknown; there are init,", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FineTuneRequestReader.DatasetVariable, "dataset_source")]
    [InlineData(FineTuneRequestReader.OutputVariable, "output_dir")]
    public void A_path_outside_of_the_operator_s_folders_is_denied(string variable, string field)
    {
        var allowed = Directory.CreateDirectory(Path.Combine(_folder, "allowed")).FullName;
        _variables[variable] = allowed;

        var refusal = Assert.Throws<EngineException>(() => Read(Request()));

        Assert.Equal(EngineFailure.PermissionDenied, refusal.Failure);
        Assert.StartsWith($"{field} is '{_folder}", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith($"outside of {allowed}; name a path in there, or change {variable}.", refusal.Message, StringComparison.Ordinal);
        _variables[variable] = _folder;
        Read(Request());
    }

    [Fact]
    public void A_link_that_leads_out_of_the_operator_s_folders_is_denied()
    {
        var allowed = Directory.CreateDirectory(Path.Combine(_folder, "allowed")).FullName;
        _variables[FineTuneRequestReader.OutputVariable] = allowed;
        Directory.CreateSymbolicLink(Path.Combine(allowed, "link"), Path.Combine(_folder, "model"));
        var request = Request();
        request.OutputDir = Path.Combine(allowed, "link", "out");

        Assert.Equal(EngineFailure.PermissionDenied, Assert.Throws<EngineException>(() => Read(request)).Failure);
    }

    private FineTuneSettings Read(FineTuneRequest request) =>
        new FineTuneRequestReader(_variables.GetValueOrDefault).Read(request, "job");

    private FineTuneRequest Request(params (string Name, string Value)[] options)
    {
        var request = new FineTuneRequest
        {
            Model = Path.Combine(_folder, "model"),
            DatasetSource = Path.Combine(_folder, "data.jsonl"),
            OutputDir = Path.Combine(_folder, "out"),
        };
        foreach (var (name, value) in options)
            request.ExtraOptions[name] = value;
        return request;
    }
}
