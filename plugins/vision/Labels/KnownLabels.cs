namespace LocalAI.Plugins.Vision.Labels;

/// <summary>The names of data sets that models are trained on so often that their number of classes tells.</summary>
internal static class KnownLabels
{
    // Ids of COCO's 91 that no object has.
    private static readonly int[] UnusedIds = [0, 12, 26, 29, 30, 45, 66, 68, 69, 71, 83];

    /// <summary>COCO's 80 classes.</summary>
    public static IReadOnlyList<string> Coco80 { get; } =
    [
        "person", "bicycle", "car", "motorcycle", "airplane", "bus", "train", "truck", "boat", "traffic light",
        "fire hydrant", "stop sign", "parking meter", "bench", "bird", "cat", "dog", "horse", "sheep", "cow",
        "elephant", "bear", "zebra", "giraffe", "backpack", "umbrella", "handbag", "tie", "suitcase", "frisbee",
        "skis", "snowboard", "sports ball", "kite", "baseball bat", "baseball glove", "skateboard", "surfboard", "tennis racket", "bottle",
        "wine glass", "cup", "fork", "knife", "spoon", "bowl", "banana", "apple", "sandwich", "orange",
        "broccoli", "carrot", "hot dog", "pizza", "donut", "cake", "chair", "couch", "potted plant", "bed",
        "dining table", "toilet", "tv", "laptop", "mouse", "remote", "keyboard", "cell phone", "microwave", "oven",
        "toaster", "sink", "refrigerator", "book", "clock", "vase", "scissors", "teddy bear", "hair drier", "toothbrush",
    ];

    /// <summary>COCO's classes by their original ids, 1 to 90 with gaps.</summary>
    public static IReadOnlyList<string?> Coco91 { get; } = WithGaps();

    /// <summary>Pascal VOC's 20 classes and the background, which is the first.</summary>
    public static IReadOnlyList<string> Voc21 { get; } =
    [
        "background", "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow",
        "diningtable", "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train", "tvmonitor",
    ];

    /// <summary>The names of a number of classes; null when no data set is known by it.</summary>
    public static IReadOnlyList<string?>? Of(int classes) => classes switch
    {
        80 => Coco80,
        91 => Coco91,
        21 => Voc21,
        20 => [.. Voc21.Skip(1)],
        _ => null,
    };

    private static string?[] WithGaps()
    {
        var names = new string?[91];
        var next = 0;
        for (var id = 0; id < names.Length; id++)
            names[id] = UnusedIds.Contains(id) ? null : Coco80[next++];
        return names;
    }
}
