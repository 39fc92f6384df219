using LocalAI.Plugins.OnnxRuntime;

namespace LocalAI.Plugins.Faces.Crops;

/// <summary>What a model gave for one face of a run.</summary>
/// <param name="model">The model.</param>
/// <param name="run">Its run.</param>
/// <param name="item">Which face of the run.</param>
/// <param name="count">How many there were.</param>
internal readonly ref struct FaceOutputs(OnnxModel model, OnnxRun run, int item, int count)
{
    /// <summary>How many outputs there are.</summary>
    public int Count => model.Outputs.Count;

    /// <summary>An output's numbers for the face.</summary>
    public ReadOnlySpan<float> this[int output]
    {
        get
        {
            var all = run.Output<float>(output);
            var length = all.Length / count;
            return all.Slice(item * length, length);
        }
    }

    /// <summary>The index of an output; -1 where there is none of that name.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Count; i++)
        {
            if (model.Outputs[i].Name == name)
                return i;
        }
        return -1;
    }
}
