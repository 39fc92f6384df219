using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Vision.Inputs;
using LocalAI.Plugins.Vision.Requests;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Vision.Loading;

/// <summary>All that a model takes.</summary>
internal sealed class ModelInputs
{
    private readonly CompanionInput[] _companions;

    private ModelInputs(ImageInput image, CompanionInput[] companions)
    {
        Image = image;
        _companions = companions;
        Shapes = [image.Shape, .. companions.Select(companion => companion.Shape)];
        if (companions is [{ Index: 0 }])
            Array.Reverse(Shapes);
    }

    /// <summary>The input that takes the picture.</summary>
    public ImageInput Image { get; }

    /// <summary>Whether another takes its size.</summary>
    public bool TakeSize => _companions is [{ IsSize: true }];

    /// <summary>The shape of each in a run, in the model's order.</summary>
    public long[][] Shapes { get; }

    /// <summary>Reads what a model takes; null when that is no picture.</summary>
    public static ModelInputs? Find(IReadOnlyList<TensorSlot> inputs, (int Width, int Height) open) =>
        ImageInput.Find(inputs, open) is { } image && CompanionInput.Find(inputs, image) is { } companions
            ? new ModelInputs(image, companions)
            : null;

    /// <summary>Reads what a model takes.</summary>
    /// <exception cref="EngineException">That is no picture, or it has a size that is another than the user's.</exception>
    public static ModelInputs Read(IReadOnlyList<TensorSlot> inputs, VisionSettings settings)
    {
        if (Find(inputs, settings.Size) is not { } found)
        {
            var seen = string.Join(", ", inputs.Take(8).Select(slot => $"{slot.Name} [{string.Join(", ", slot.Shape)}]"));
            throw new EngineException(EngineFailure.InvalidInput,
                $"'{Path.GetFileName(settings.File)}' takes {(seen.Length > 0 ? seen : "nothing")}, which is no picture; "
                + "use a model with one input [1, 3, height, width] or [1, height, width, 3].");
        }
        var image = found.Image;
        if (settings.HasSize && !image.IsSizeOpen && (image.Width, image.Height) != settings.Size)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"size is {settings.Size.Width}x{settings.Size.Height}, but the model's input is fixed at {image.Width}x{image.Height}; "
                + "leave size away.");
        }
        return found;
    }

    /// <summary>Writes a picture, and what else the model takes, into a run.</summary>
    public Letterbox Fill(Picture picture, OnnxRun run, Preparation preparation)
    {
        foreach (var companion in _companions)
            companion.Fill(run, Image);
        return Image.Fill(picture, run, preparation);
    }

    /// <summary>Writes a black picture into a run.</summary>
    public void Clear(OnnxRun run)
    {
        foreach (var companion in _companions)
            companion.Fill(run, Image);
        switch (Image.Type)
        {
            case TensorElementType.Float:
                run.Input<float>(Image.Index).Clear();
                break;
            case TensorElementType.Float16:
                run.Input<Half>(Image.Index).Clear();
                break;
            default:
                run.Input<byte>(Image.Index).Clear();
                break;
        }
    }
}
