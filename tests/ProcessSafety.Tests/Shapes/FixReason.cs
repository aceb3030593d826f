using System.Collections.Immutable;

namespace ProcessSafety.Tests.Shapes;

/// <summary>Why a fix that is offered for a program is not offered for every rewriting of it.</summary>
/// <param name="Fix">The key of the action.</param>
/// <param name="Text">The reason, as docs/fix-shapes.md gives it.</param>
internal sealed record FixReason(string Fix, string Text)
{
    public static ImmutableArray<FixReason> All { get; } =
    [
        new("PSAFE201.ConcurrentCollection", "Whether it runs under the lock is not told where code is handed on as a delegate, and all "
            + "that a lock guards has to be known before it goes. A collection that another object or a function makes keeps its type."),
        new("PSAFE201.ConcurrentBag", "As for a queue: code that is handed on as a delegate may run without the lock."),
        new("PSAFE203.BoundedWait", "Application code may reach a lambda, an event or a local function too, and needs what it waits for."),
        new("PSAFE205.RemoveRelease", "Application code may reach a lambda, an event or a property too, and has to give back what it "
            + "took."),
        new("PSAFE206.WaitAfterLock", "The wait moves out of the statements of the lock and of one `if`. In another statement, or in a "
            + "function that the lock calls, it may run several times, or a `finally` may follow it."),
        new("PSAFE207.AsynchronousContinuations", "A member that others may set can hold another completion source."),
        new("PSAFE301.NamedMutex", "The variable has to be declared with the creation itself, and used in its member alone: the type "
            + "changes with it. A variable that leaves is another part of the program's business."),
        new("PSAFE304.SemaphoreSlim", "A semaphore lets its holder in only once: where a lock of another kind is inside, or the "
            + "lock is taken in a lambda, the holder may come back."),
        new("PSAFE305.AbandonedMutex", "The `try` goes around the statements between the wait and its release, of one list. A release "
            + "behind a branch, in another function or by another object is left alone; so is a mutex that a method is given."),
        new("PSAFE306.KeepGuard", "The object goes into a field or a `using`, so the variable has to hold it at once: not by way of a "
            + "tuple, an array, a pattern or another object."),
        new("PSAFE307.WaitOne", "The wait goes behind the declaration that makes the mutex; here something else makes it or holds it."),
        new("PSAFE308.CreateOnce", "The question has to be a statement of the same list as the creation, with nothing between: a block "
            + "or a loop around it may do more, or run more often."),
        new("PSAFE309.NamedMutex", "The guard takes the place of a condition of the entry point's own block. What a variable, a "
            + "member or a function says to others is left alone."),
        new("PSAFE310.DeleteOnClose", "The opening has to be written with its options at hand: a path or a stream that comes another "
            + "way may be opened elsewhere too."),
        new("PSAFE310.Keep", "The deletion has to be a statement of its own, or the body of a lambda or method would be left "
            + "without one."),
        new("PSAFE311.Overwrite", "Both calls have to be statements of one list, so that one call can take their place."),
        new("PSAFE312.Throw", "Where the release runs in a `finally`, the wait has to be the first statement of its `try`; in a "
            + "loop, a block or a function of its own it is not."),
        new("PSAFE313.ReleaseWhenOwned", "The answer has to be known where the release is: a function that only releases is not told it."),
        new("PSAFE401.WorkerMarker", "Where the arguments of the child come from another function, an object or a property, others may "
            + "start with the same. No `if` goes around a directive."),
        new("PSAFE402.BelowBranch", "The move is offered for a whole statement of the entry point, without directives, that nothing in "
            + "between uses; not out of a loop, a `try` or a function, which may do more."),
        new("PSAFE402.ParentCondition", "In another function the condition on the arguments is not at hand."),
        new("PSAFE404.DisposeBefore", "The launch has to be in the member that holds the mutex, and in no loop: the second round would "
            + "dispose of it again. A mutex in an object of the program, or in a pattern, may have other holders."),
        new("PSAFE501.StartProcess", "In a loop each child would begin at the first round. In a lambda or a property the result may be "
            + "asked for elsewhere."),
        new("PSAFE601.ChildEnvironment", "The start info, the setting and the way back have to be in one method, which nobody leaves in "
            + "between; a function of the same member may run at other times."),
        new("PSAFE701.ReadEarly", "Read, wait and start have to be in one body, and the read no more often than the start. In a loop, a "
            + "function or a lambda the stream may be read several times; a directive may leave the read out."),
        new("PSAFE703.BeginReading", "The start has to be a statement of its own, or the declaration of the process. Here it is part of "
            + "something, or runs on an object that the method is given."),
        new("PSAFE703.RemoveRedirect", "The start info has to be used for this start alone: a function that makes it, a field or a list "
            + "may serve others, and so may an object that holds it."),
        new("PSAFE704.CloseInput", "The last use of the input has to be in the body of the wait: in a function, a lambda or a loop it may "
            + "be used again."),
        new("PSAFE706.ReleasePipe", "The start has to be a statement of the method that holds the pipe: a function or a lambda may run "
            + "several times."),
        new("PSAFE707.ReleasePipeLater", "Both calls have to be statements of one list; one that is in a block, a loop or a function "
            + "is not moved past its end."),
        new("PSAFE708.DrainAfterWait", "The process and its streams have to be known where the wait is: a method that is given a process "
            + "may get another one."),
        new("PSAFE709.RaiseExit", "Where another list of statements attaches one more handler, the switch would come too early for "
            + "that."),
        new("PSAFE710.WaitForExit", "The wait has to be a statement of the list in which the code is asked for; in a function or a "
            + "lambda it may run at other times."),
        new("PSAFE711.NewStartInfo", "The local that gets the start info has to be declared with it; what a function or an object "
            + "hands on may be somebody else's."),
        new("PSAFE712.KillTree", "The call of `Kill` has to be in the body that waits: a helper may kill other processes too."),
        new("PSAFE714.AttachEarlier", "Both lines have to be statements of one list: one in a block, a loop or a function is not moved "
            + "past its end."),
        new("PSAFE721.WaitForLines", "The handler has to know the process, and to be written where it is attached."),
        new("PSAFE722.LimitRead", "Read and wait have to be statements of one list; one of them in a function, a loop or a block of "
            + "its own is left there."),
        new("PSAFE724.KillWhenCanceled", "The process has to be known where the wait is: a function or an object that only waits may serve "
            + "other processes."),
        new("PSAFE731.LeaveAtEnd", "A statement of the loop itself has to put the result into a variable: behind a function or in "
            + "another block there is nothing to leave."),
        new("PSAFE736.NextClient", "Each round has to come to the end of the loop, where the server is disconnected."),
        new("PSAFE801.BoundedLock", "Code that is handed on as a delegate may also run for others, who need the lock."),
        new("PSAFE801.BoundedWait", "Code that is handed on as a delegate may also run for others, who need what it waits for."),
        new("PSAFE802.ExitCode", "The call has to be in the handler itself: another function returns to its caller, who would continue."),
        new("PSAFE803.WaitForWork", "A lambda that is handed on may run for others too."),
        new("PSAFE804.KeepRegistration", "A `using` declaration goes into the body of the entry point, and a field holds one registration: "
            + "in a loop, a lambda or an event handler there may be several."),
        new("PSAFE805.CancelSignal", "Whether a method that the handler calls asks the program to end on every way is not followed, nor "
            + "are the event's arguments where they are passed on to others."),
        new("PSAFE806.RemoveRelease", "Code that is handed on as a delegate may also run for others, who own the mutex. A `try`, a `using` "
            + "or a lock with nothing in it would be left over."),
    ];
}
