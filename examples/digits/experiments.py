"""The experiments: one question each, all answered with the same network class on the same digits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    name: str
    description: str
    tags: tuple = ()
    hidden_layers: tuple = (64,)
    activation: str = "relu"
    l2: float = 1e-4
    solver: str = "sgd"
    schedule: str = "cosine"
    learning_rate: float = 0.05
    batch_size: int = 32
    epochs: int = 30
    n_training_images: int = 1197
    wrong_labels: float = 0.0
    shifted_copies: int = 0
    seed: int = 0

    def parameters(self):
        return {
            "network": {
                "hidden_layers": list(self.hidden_layers),
                "activation": self.activation,
                "l2": self.l2,
            },
            "optimizer": {
                "solver": self.solver,
                "schedule": self.schedule,
                "learning_rate": self.learning_rate,
                "batch_size": self.batch_size,
                "epochs": self.epochs,
            },
            "data": {
                "n_training_images": self.n_training_images,
                "wrong_labels": self.wrong_labels,
                "shifted_copies": self.shifted_copies,
            },
            "seed": self.seed,
        }


EXPERIMENTS = [
    Settings(
        name="linear",
        description="No hidden layer: what a plain softmax regression can do. The baseline.",
        tags=("baseline",),
        hidden_layers=(),
    ),
    Settings(
        name="mlp-16",
        description="One narrow hidden layer.",
        hidden_layers=(16,),
    ),
    Settings(
        name="mlp-64",
        description="One hidden layer of moderate width. The reference for the settings below.",
        tags=("baseline",),
    ),
    Settings(
        name="mlp-128-64",
        description="Two hidden layers: does depth help?",
        hidden_layers=(128, 64),
    ),
    Settings(
        name="mlp-64-adam",
        description="Adam in place of momentum.",
        solver="adam",
        learning_rate=0.003,
    ),
    Settings(
        name="large-batch",
        description="Batches of 256 images at an unchanged learning rate: too few updates.",
        batch_size=256,
    ),
    Settings(
        name="slow",
        description="A constant learning rate that is fifty times too low.",
        tags=("underfit",),
        schedule="constant",
        learning_rate=0.001,
    ),
    Settings(
        name="overfit",
        description="A wide network, 300 images, one label in five wrong, no regularisation: it "
        "learns the wrong labels by heart, and the validation loss turns round after ten epochs.",
        tags=("overfit",),
        hidden_layers=(128, 128),
        l2=0.0,
        solver="adam",
        schedule="constant",
        learning_rate=0.003,
        batch_size=8,
        epochs=40,
        n_training_images=300,
        wrong_labels=0.2,
    ),
    Settings(
        name="learning-rate-range",
        description="The learning rate rises from 0.001 to 3, one step an epoch, to see how much "
        "the network bears. It bears about 0.3; then the loss becomes infinite, and at last NaN.",
        tags=("diverged",),
        activation="identity",
        schedule="rising",
        learning_rate=3.0,
    ),
    Settings(
        name="shifted-digits",
        description="Two hidden layers, and each digit also shifted by a pixel in four directions.",
        tags=("best",),
        hidden_layers=(128, 64),
        l2=1e-3,
        learning_rate=0.1,
        batch_size=64,
        shifted_copies=4,
    ),
]
